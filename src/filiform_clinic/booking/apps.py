from django.apps import AppConfig


class BookingConfig(AppConfig):
    """Who comes when: visits, and the links that ask a patient before one."""

    name = "filiform_clinic.booking"
    label = "booking"
