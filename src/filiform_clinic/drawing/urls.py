from __future__ import annotations

from django.urls import URLPattern, path

from filiform_clinic.drawing import views

app_name = "drawing"
urlpatterns: list[URLPattern] = [
    path("p/<str:secret>/", views.where, name="where"),
    path("p/<str:secret>/save/", views.save, name="save"),
    path("p/<str:secret>/<slug:view>.png", views.picture, name="picture"),
]
