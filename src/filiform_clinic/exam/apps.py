from django.apps import AppConfig


class ExamConfig(AppConfig):
    name = "filiform_clinic.exam"
    label = "exam"
