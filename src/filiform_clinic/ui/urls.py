from __future__ import annotations

from django.urls import path

from filiform_clinic.ui import views

app_name = "ui"
urlpatterns = [path("<str:version>/areas.json", views.body_areas, name="body_areas")]
