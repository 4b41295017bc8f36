"""Addresses of the needles."""

from __future__ import annotations

from django.urls import URLPattern, path

from filiform_clinic.needling import views

app_name = "needling"
urlpatterns: list[URLPattern] = [
    *(
        path(f"<uuid:visit_id>/{act.value}/", views.needle, {"act": act}, name=act.value)
        for act in views.ACTS
    ),
    path("<uuid:visit_id>/all-out/", views.all_out, name="all_out"),
]
