"""Addresses of the needles and of the note."""

from __future__ import annotations

from django.urls import URLPattern, path

from filiform.needling import Act
from filiform_clinic.needling import views

app_name = "needling"
urlpatterns: list[URLPattern] = [
    *(
        path(f"<uuid:visit_id>/{act.value}/", views.needle, {"act": act}, name=act.value)
        for act in Act
    ),
    path("<uuid:visit_id>/note/", views.note, name="note"),
    path("<uuid:visit_id>/note/draft/", views.draft, name="draft"),
    path("<uuid:visit_id>/note/sign/", views.sign, name="sign"),
    path("<uuid:visit_id>/note/amend/", views.amend, name="amend"),
]
