"""Addresses of the plan: the practitioner's under the visit, the patient's behind a link."""

from __future__ import annotations

from django.urls import URLPattern, path

from filiform_clinic.plan import views

app_name = "plan"
urlpatterns: list[URLPattern] = [
    path("<uuid:visit_id>/edit/", views.edit, name="edit"),
    path("<uuid:visit_id>/copy/", views.copy, name="copy"),
    path("<uuid:visit_id>/give/", views.give, name="give"),
    path("<uuid:visit_id>/take-back/", views.take_back, name="take_back"),
    path("<uuid:visit_id>/link/", views.link, name="link"),
    path("<uuid:visit_id>/plan.pdf", views.plan_pdf, name="plan_pdf"),
    path("<uuid:visit_id>/version/<int:number>/", views.version, name="version"),
    path("<uuid:visit_id>/letter/<slug:audience>/", views.letter, name="letter"),
    path("<uuid:visit_id>/signed/<int:version>/", views.signed_letter, name="signed_letter"),
    path("<uuid:visit_id>/signed/<int:version>/letter.pdf", views.letter_pdf, name="letter_pdf"),
    path("p/<str:secret>/", views.start, name="start"),
    path("p/<str:secret>/plan/", views.patient_plan, name="patient_plan"),
    path("p/<str:secret>/plan.pdf", views.patient_pdf, name="patient_pdf"),
    path("p/<str:secret>/plan.ics", views.patient_ics, name="patient_ics"),
]
