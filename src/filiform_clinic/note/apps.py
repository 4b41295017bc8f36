from django.apps import AppConfig


class NoteConfig(AppConfig):
    name = "filiform_clinic.note"
    label = "note"
