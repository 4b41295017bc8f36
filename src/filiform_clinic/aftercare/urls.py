"""Addresses of aftercare: the practitioner's under the visit, the patient's behind a link."""

from __future__ import annotations

from django.urls import URLPattern, path

from filiform_clinic.aftercare import views

app_name = "aftercare"
urlpatterns: list[URLPattern] = [
    path("<uuid:visit_id>/give/", views.give, name="give"),
    path("<uuid:visit_id>/link/", views.link, name="link"),
    path("<uuid:visit_id>/hand/", views.hand, name="hand"),
    path("<uuid:visit_id>/show/", views.show, name="show"),
    path("<uuid:visit_id>/sheet/", views.sheet, name="sheet"),
    path("<uuid:visit_id>/sheet.pdf", views.sheet_pdf, name="sheet_pdf"),
    path("p/<str:secret>/", views.start, name="start"),
    path("p/<str:secret>/sheet/", views.patient_sheet, name="patient_sheet"),
    path("p/<str:secret>/sheet.pdf", views.patient_pdf, name="patient_pdf"),
]
