from django.apps import AppConfig


class AccessConfig(AppConfig):
    """Who may do what, signing in, patient links, and the audit trail."""

    name = "filiform_clinic.access"
    label = "access"

    def ready(self) -> None:
        from filiform_clinic import checks  # noqa: F401  (importing registers the checks)
