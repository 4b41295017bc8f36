"""Addresses of the atlas."""

from __future__ import annotations

from django.urls import URLPattern, path

from filiform_clinic.locating import views

app_name = "locating"
urlpatterns: list[URLPattern] = [
    path("atlas/", views.atlas, name="atlas"),
    path("atlas/muscle/<slug:muscle_id>/", views.muscle, name="muscle"),
    path("atlas/place/<slug:area_id>/", views.place, name="place"),
]
