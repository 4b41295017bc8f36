from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "filiform_clinic.site"
    label = "site"
