"""Addresses of the lock, and of taking the tablet back from a patient."""

from __future__ import annotations

from django.urls import URLPattern, path

from filiform_clinic.access import lock_views

app_name = "lock"
urlpatterns: list[URLPattern] = [
    path("", lock_views.face, name="face"),
    path("back/", lock_views.back, name="back"),
    path("now/", lock_views.now, name="now"),
    path("alive/", lock_views.alive, name="alive"),
    path("pin/", lock_views.pin, name="pin"),
]
