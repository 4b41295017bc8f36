"""Addresses of incidents."""

from __future__ import annotations

from django.urls import URLPattern, path

from filiform_clinic.incidents import views

app_name = "incidents"
urlpatterns: list[URLPattern] = [
    path("<uuid:visit_id>/", views.incident, name="incident"),
    path("<uuid:visit_id>/follow-up/", views.followed_up, name="follow_up"),
]
