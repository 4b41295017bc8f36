from django.apps import AppConfig


class DayConfig(AppConfig):
    name = "filiform_clinic.day"
    label = "day"
