"""How staff accounts behave in the login library."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class StaffAccountAdapter(DefaultAccountAdapter):
    """Accounts are made by the clinic (`filiform` command), never by a visitor."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
