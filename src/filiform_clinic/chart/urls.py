"""Addresses of the patients: the list to search, and one patient."""

from __future__ import annotations

from django.urls import URLPattern, path

from filiform_clinic.chart import views

app_name = "chart"
urlpatterns: list[URLPattern] = [
    path("", views.patients, name="patients"),
    path("<uuid:patient_id>/", views.patient, name="patient"),
    path("<uuid:patient_id>/drawing/<uuid:entry_id>.png", views.drawing, name="drawing"),
]
