"""Addresses of booking."""

from __future__ import annotations

from django.urls import URLPattern, path

from filiform_clinic.booking import views

app_name = "booking"
urlpatterns: list[URLPattern] = [
    path("walk-in/", views.walk_in, name="walk_in"),
    path("<uuid:visit_id>/link/", views.link, name="link"),
]
