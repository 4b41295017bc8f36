from django.apps import AppConfig


class SupervisionConfig(AppConfig):
    name = "filiform_clinic.supervision"
    label = "supervision"
