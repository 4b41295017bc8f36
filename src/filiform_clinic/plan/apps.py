from django.apps import AppConfig


class PlanConfig(AppConfig):
    name = "filiform_clinic.plan"
    label = "plan"
