"""Addresses of the needles."""

from __future__ import annotations

from django.urls import URLPattern, path

from filiform_clinic.needling import views

app_name = "needling"
urlpatterns: list[URLPattern] = [
    *(
        path(f"<uuid:visit_id>/{act.value}/", views.needle, {"act": act}, name=act.value)
        for act in views.ACTS
    ),
    path("<uuid:visit_id>/all-out/", views.all_out, name="all_out"),
    path("<uuid:visit_id>/copy-last/", views.copy_last, name="copy_last"),
    path("<uuid:visit_id>/place-all/", views.place_all, name="place_all"),
    path("<uuid:visit_id>/take-back/", views.take_back, name="take_back"),
    path("<uuid:visit_id>/drop-planned/", views.drop_planned, name="drop_planned"),
    path("<uuid:visit_id>/answer-rest/", views.answer_rest, name="answer_rest"),
    path("<uuid:visit_id>/near/", views.near, name="near"),
]
