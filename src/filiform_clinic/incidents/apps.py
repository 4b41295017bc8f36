from django.apps import AppConfig


class IncidentsConfig(AppConfig):
    name = "filiform_clinic.incidents"
    label = "incidents"
