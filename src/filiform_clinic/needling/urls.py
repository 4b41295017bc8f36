"""Addresses of the needles."""

from __future__ import annotations

from django.urls import URLPattern, path

from filiform.needling import Act
from filiform_clinic.needling import views

app_name = "needling"
urlpatterns: list[URLPattern] = [
    *(
        path(f"<uuid:visit_id>/{act.value}/", views.needle, {"act": act}, name=act.value)
        for act in Act
    ),
]
