from django.apps import AppConfig


class ChartConfig(AppConfig):
    name = "filiform_clinic.chart"
    label = "chart"
