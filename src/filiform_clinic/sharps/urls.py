"""Addresses of the whole count, and of what is said once for all needles."""

from __future__ import annotations

from django.urls import URLPattern, path

from filiform_clinic.sharps import views

app_name = "sharps"
urlpatterns: list[URLPattern] = [
    path("<uuid:visit_id>/count/", views.count, name="count"),
    path("<uuid:visit_id>/session/", views.session, name="session"),
]
