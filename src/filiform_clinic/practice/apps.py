from django.apps import AppConfig


class PracticeConfig(AppConfig):
    name = "filiform_clinic.practice"
    label = "practice"
