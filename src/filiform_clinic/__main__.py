"""`python -m filiform_clinic <command>`: Django's own management commands for this clinic."""

import os
import sys

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "filiform_clinic.settings")
    from filiform_clinic import sqlite

    sqlite.use_bundled()
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
