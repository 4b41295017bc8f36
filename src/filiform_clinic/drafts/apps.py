from django.apps import AppConfig


class DraftsConfig(AppConfig):
    name = "filiform_clinic.drafts"
    label = "drafts"
