"""Addresses of the day."""

from __future__ import annotations

from django.urls import URLPattern, path

from filiform_clinic.day import views

app_name = "day"
urlpatterns: list[URLPattern] = [
    path("", views.today, name="today"),
    path("huddle/", views.morning, name="huddle"),
    path("safety/", views.safety, name="safety"),
]
