"""Addresses of the note."""

from __future__ import annotations

from django.urls import URLPattern, path

from filiform_clinic.note import views

app_name = "note"
urlpatterns: list[URLPattern] = [
    path("<uuid:visit_id>/", views.note, name="note"),
    path("<uuid:visit_id>/pdf/", views.note_pdf, name="pdf"),
    path("<uuid:visit_id>/draft/", views.draft, name="draft"),
    path("<uuid:visit_id>/sign/", views.sign, name="sign"),
    path("<uuid:visit_id>/amend/", views.amend, name="amend"),
]
