from django.apps import AppConfig


class RecordsConfig(AppConfig):
    """The only app with tables: one migration history for the whole record."""

    name = "filiform_clinic.records"
    label = "records"
    verbose_name = "Records"
