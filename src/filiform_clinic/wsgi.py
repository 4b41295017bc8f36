"""The web entry point for gunicorn and other WSGI servers."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "filiform_clinic.settings")

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()
