"""Addresses of clinic rules and passports."""

from __future__ import annotations

from django.urls import URLPattern, path

from filiform_clinic.practice import views

app_name = "practice"
urlpatterns: list[URLPattern] = [
    path("rules/", views.rules, name="rules"),
    path("screen/", views.screen, name="screen"),
    path("passports/", views.passports, name="passports"),
    path("passports/<uuid:user_id>/", views.passport, name="passport"),
]
