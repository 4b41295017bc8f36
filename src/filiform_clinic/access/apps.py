from django.apps import AppConfig


class AccessConfig(AppConfig):
    """Who may do what, signing in, patient links, and the audit trail."""

    name = "filiform_clinic.access"
    label = "access"
