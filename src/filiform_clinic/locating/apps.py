from django.apps import AppConfig


class LocatingConfig(AppConfig):
    name = "filiform_clinic.locating"
    label = "locating"
