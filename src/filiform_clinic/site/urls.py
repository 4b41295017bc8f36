from __future__ import annotations

from django.urls import URLPattern, path

from filiform_clinic.site import views

app_name = "site"
urlpatterns: list[URLPattern] = [
    path("", views.home, name="home"),
    path("evidence/", views.evidence, name="evidence"),
    path("sample/<slug:version>/<slug:view>.png", views.sample, name="sample"),
    path("explore/", views.explore, name="explore"),
]
