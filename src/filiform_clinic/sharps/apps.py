from django.apps import AppConfig


class SharpsConfig(AppConfig):
    name = "filiform_clinic.sharps"
    label = "sharps"
