"""Addresses of the visit."""

from __future__ import annotations

from django.urls import URLPattern, path

from filiform_clinic.visit import views

app_name = "visit"
urlpatterns: list[URLPattern] = [
    path("<uuid:visit_id>/", views.visit, name="visit"),
    path("<uuid:visit_id>/layers.json", views.layers, name="layers"),
    path("zones/<str:version>/<str:muscle>/<str:side>.json", views.zones, name="zones"),
]
