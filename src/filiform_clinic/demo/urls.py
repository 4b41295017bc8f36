from __future__ import annotations

from django.urls import URLPattern, path

from filiform_clinic.demo import views

app_name = "demo"
urlpatterns: list[URLPattern] = [
    path("login/", views.login, name="login"),
    path("patient/", views.patient, name="patient"),
]
