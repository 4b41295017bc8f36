from django.apps import AppConfig


class VisitConfig(AppConfig):
    name = "filiform_clinic.visit"
    label = "visit"
