from django.apps import AppConfig


class AccessConfig(AppConfig):
    """Who may do what, signing in, patient links, and the audit trail."""

    name = "filiform_clinic.access"
    label = "access"

    def ready(self) -> None:
        from django.contrib.auth.signals import user_logged_in

        from filiform_clinic import checks  # noqa: F401  (importing registers the checks)
        from filiform_clinic.access.lock import signed_in

        user_logged_in.connect(signed_in, dispatch_uid="access.lock")
