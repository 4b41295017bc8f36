from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "filiform_clinic.demo"
    label = "demo"
