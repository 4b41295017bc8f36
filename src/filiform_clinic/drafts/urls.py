"""Addresses of what was typed and not sent."""

from __future__ import annotations

from django.urls import URLPattern, path

from filiform_clinic.drafts import views

app_name = "drafts"
urlpatterns: list[URLPattern] = [
    path("<uuid:visit_id>/<slug:form>/", views.typed, name="typed"),
    path("p/<str:secret>/<slug:form>/", views.typed_by_patient, name="typed_by_patient"),
]
