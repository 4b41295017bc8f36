from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "filiform_clinic.intake"
    label = "intake"
