from django.apps import AppConfig


class ScreeningConfig(AppConfig):
    name = "filiform_clinic.screening"
    label = "screening"
