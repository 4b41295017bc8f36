"""Addresses of safety: the review of a visit and the acts on it."""

from __future__ import annotations

from django.urls import URLPattern, path

from filiform_clinic.screening import views

app_name = "screening"
urlpatterns: list[URLPattern] = [
    path("<uuid:visit_id>/", views.page, name="review"),
    path("<uuid:visit_id>/day/", views.day, name="day"),
    path("<uuid:visit_id>/answer/", views.answer, name="answer"),
    path("<uuid:visit_id>/match/", views.match, name="match"),
    path("<uuid:visit_id>/measurement/", views.measurement, name="measurement"),
    path("<uuid:visit_id>/clearance/", views.clearance, name="clearance"),
    path("<uuid:visit_id>/clearance/withdraw/", views.withdraw_clearance, name="unclear"),
    path("<uuid:visit_id>/override/", views.override, name="override"),
    path("<uuid:visit_id>/override/withdraw/", views.withdraw_override, name="unoverride"),
]
