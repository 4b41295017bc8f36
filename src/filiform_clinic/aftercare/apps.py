from django.apps import AppConfig


class AftercareConfig(AppConfig):
    name = "filiform_clinic.aftercare"
    label = "aftercare"
