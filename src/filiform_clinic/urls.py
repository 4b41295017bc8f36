"""Addresses: each room and shell under its own word."""

from __future__ import annotations

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from filiform_clinic.access.views import address_help, password_help

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("filiform_clinic.site.urls")),
    path("", include("filiform_clinic.api.urls")),
    path("account/password/reset/", password_help),
    path("account/email/", address_help),
    path("lock/", include("filiform_clinic.access.urls")),
    path("body/", include("filiform_clinic.ui.urls")),
    path("account/", include("allauth.urls")),
    path("p/", include("filiform_clinic.intake.urls")),
    path("drawing/", include("filiform_clinic.drawing.urls")),
    path("booking/", include("filiform_clinic.booking.urls")),
    path("today/", include("filiform_clinic.day.urls")),
    path("patients/", include("filiform_clinic.chart.urls")),
    path("visit/", include("filiform_clinic.visit.urls")),
    path("practice/", include("filiform_clinic.practice.urls")),
    path("supervision/", include("filiform_clinic.supervision.urls")),
    path("safety/", include("filiform_clinic.screening.urls")),
    path("locating/", include("filiform_clinic.locating.urls")),
    path("exam/", include("filiform_clinic.exam.urls")),
    path("plan/", include("filiform_clinic.plan.urls")),
    path("consent/", include("filiform_clinic.consent.urls")),
    path("needling/", include("filiform_clinic.needling.urls")),
    path("note/", include("filiform_clinic.note.urls")),
    path("incidents/", include("filiform_clinic.incidents.urls")),
    path("sharps/", include("filiform_clinic.sharps.urls")),
    path("aftercare/", include("filiform_clinic.aftercare.urls")),
    path("drafts/", include("filiform_clinic.drafts.urls")),
]
if settings.DEMO:
    urlpatterns.append(path("demo/", include("filiform_clinic.demo.urls")))

handler400 = "filiform_clinic.ui.views.bad_request"
