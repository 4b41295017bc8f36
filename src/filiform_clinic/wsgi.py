"""The web entry point for gunicorn and other WSGI servers."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "filiform_clinic.settings")

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()

from filiform_clinic.api.warm import warm  # noqa: E402  (needs the application)

# Before the web server forks its workers, which then share what is loaded.
warm()
