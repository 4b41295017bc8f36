"""Addresses of supervision."""

from __future__ import annotations

from django.urls import URLPattern, path

from filiform_clinic.supervision import views

app_name = "supervision"
urlpatterns: list[URLPattern] = [
    path("", views.waiting, name="waiting"),
    path("<uuid:visit_id>/begin/", views.begin, name="begin"),
    path("<uuid:visit_id>/end/", views.end, name="end"),
    path("<uuid:visit_id>/cosign/", views.cosign, name="cosign"),
]
