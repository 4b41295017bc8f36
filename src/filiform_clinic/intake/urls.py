from __future__ import annotations

from django.urls import URLPattern, path

from filiform_clinic.intake import about, health, scars, today, views

app_name = "intake"
urlpatterns: list[URLPattern] = [
    path("<str:secret>/", views.start, name="start"),
    *(
        path(f"<str:secret>/{step}/", views.question, {"step": step}, name=step.value)
        for step in views.FORMS
    ),
    path("<str:secret>/scars/", scars.scars, name="scars"),
    path("<str:secret>/scars/new/", scars.scar, name="new_scar"),
    path("<str:secret>/scars/<uuid:scar_id>/", scars.scar, name="scar"),
    path("<str:secret>/about/", about.about, name="about"),
    path("<str:secret>/health/", health.health, name="health"),
    path("<str:secret>/health/<slug:page>/", health.health_page, name="health_page"),
    path("<str:secret>/medicines/", health.medicines, name="medicines"),
    path("<str:secret>/understood/", health.understood, name="understood"),
    path("<str:secret>/check/", views.check, name="check"),
    path("<str:secret>/today/", today.today, name="today"),
    path("<str:secret>/thanks/", views.thanks, name="thanks"),
]
