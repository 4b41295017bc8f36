"""Addresses of the examination."""

from __future__ import annotations

from django.urls import URLPattern, path

from filiform_clinic.exam import scars, views

app_name = "exam"
urlpatterns: list[URLPattern] = [
    path("<uuid:visit_id>/palpation/", views.palpation, name="palpation"),
    path("<uuid:visit_id>/scars/", scars.scars, name="scars"),
    path("<uuid:visit_id>/scars/new/", scars.scar, name="new_scar"),
    path("<uuid:visit_id>/scars/<uuid:key>/", scars.scar, name="scar_version"),
    path("<uuid:visit_id>/measure/<slug:kind>/", views.measure, name="measure"),
]
