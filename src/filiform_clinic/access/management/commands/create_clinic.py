"""Make the first organisation and its first account, asking for the password."""

from __future__ import annotations

import getpass
from argparse import ArgumentParser
from zoneinfo import available_timezones

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import IntegrityError, transaction

from filiform_clinic.access.accounts import add_staff, open_clinic
from filiform_clinic.access.actor import Role


class Command(BaseCommand):
    help = "Make a clinic with its first account."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--clinic", required=True, help="name of the clinic")
        parser.add_argument("--time-zone", default="America/New_York")
        parser.add_argument("--name", required=True, help="name of the person")
        parser.add_argument("--email", required=True)
        parser.add_argument("--role", default=Role.PRACTITIONER, choices=Role.values)

    def handle(self, *args: object, **options: str) -> None:
        if options["time_zone"] not in available_timezones():
            raise CommandError(
                f"--time-zone: expected such as America/New_York, got {options['time_zone']!r}"
            )
        try:
            with transaction.atomic():
                clinic = open_clinic(name=options["clinic"], time_zone=options["time_zone"])
                add_staff(
                    organisation=clinic,
                    name=options["name"],
                    email=options["email"],
                    role=options["role"],
                    password=getpass.getpass("Password (12 characters or more): "),
                )
        except ValidationError as error:
            raise CommandError("; ".join(error.messages)) from None
        except IntegrityError:
            raise CommandError(f"--email: {options['email']} has an account already") from None
        self.stdout.write(f"{options['clinic']} is open; sign in as {options['email']}.")
