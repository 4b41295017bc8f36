"""Addresses of safety: the review of a visit and the acts on it."""

from __future__ import annotations

from django.urls import URLPattern, path

from filiform_clinic.screening import find, views

app_name = "screening"
urlpatterns: list[URLPattern] = [
    path("<uuid:visit_id>/", views.page, name="review"),
    path("<uuid:visit_id>/day/", views.day, name="day"),
    path("<uuid:visit_id>/answer/", views.answer, name="answer"),
    path("<uuid:visit_id>/match/", views.match, name="match"),
    path("<uuid:visit_id>/find/", find.page, name="find"),
    path("<uuid:visit_id>/found/", find.found, name="found"),
    path("<uuid:visit_id>/words/", find.words, name="words"),
    path("<uuid:visit_id>/take-back/", views.take_back, name="take_back"),
    path("<uuid:visit_id>/measurement/", views.measurement, name="measurement"),
    path("<uuid:visit_id>/clearance/", views.clearance, name="clearance"),
    path("<uuid:visit_id>/clearance/withdraw/", views.withdraw_clearance, name="unclear"),
    path("<uuid:visit_id>/override/", views.override, name="override"),
    path("<uuid:visit_id>/override/withdraw/", views.withdraw_override, name="unoverride"),
]
