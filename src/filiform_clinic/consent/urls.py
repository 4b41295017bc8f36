"""Addresses of consent: under the visit for the tablet, and the patient's copy behind a link."""

from __future__ import annotations

from django.urls import URLPattern, path

from filiform_clinic.consent import views

app_name = "consent"
urlpatterns: list[URLPattern] = [
    path("<uuid:visit_id>/hand/", views.hand, name="hand"),
    path("<uuid:visit_id>/ask/", views.ask, name="ask"),
    path("<uuid:visit_id>/done/", views.done, name="done"),
    path("<uuid:visit_id>/withdraw/", views.withdraw, name="withdraw"),
    path("<uuid:visit_id>/record/", views.record, name="record"),
    path("<uuid:visit_id>/record.pdf", views.record_pdf, name="record_pdf"),
    path("<uuid:visit_id>/link/", views.link, name="link"),
    path("p/<str:secret>/", views.start, name="start"),
    path("p/<str:secret>/copy/", views.patient_copy, name="patient_copy"),
    path("p/<str:secret>/copy.pdf", views.patient_pdf, name="patient_pdf"),
]
