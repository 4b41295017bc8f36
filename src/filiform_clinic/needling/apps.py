from django.apps import AppConfig


class NeedlingConfig(AppConfig):
    name = "filiform_clinic.needling"
    label = "needling"
