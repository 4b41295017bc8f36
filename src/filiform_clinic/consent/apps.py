from django.apps import AppConfig


class ConsentConfig(AppConfig):
    name = "filiform_clinic.consent"
    label = "consent"
