from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "filiform_clinic.api"
    label = "api"

    def ready(self) -> None:
        from filiform_clinic.api import checks  # noqa: F401  (registers them)
