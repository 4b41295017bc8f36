from django.apps import AppConfig


class UiConfig(AppConfig):
    """What pages share: base templates, styles, the body chart, and how problems are shown."""

    name = "filiform_clinic.ui"
    label = "ui"
