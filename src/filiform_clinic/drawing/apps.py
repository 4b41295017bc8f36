from django.apps import AppConfig


class DrawingConfig(AppConfig):
    name = "filiform_clinic.drawing"
    label = "drawing"
