from django.urls import path, re_path

from filiform_clinic.api import health, views

app_name = "api"
urlpatterns = [
    re_path(r"^cds-services/?$", views.services, name="services"),
    re_path(r"^cds-services/(?P<name>[^/]{1,80})/?$", views.service, name="service"),
    re_path(r"^cds-services/(?P<name>[^/]{1,80})/feedback/?$", views.feedback, name="feedback"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
]
