"""How staff accounts behave in the login library."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.forms import LoginForm
from django.http import HttpRequest


class StaffAccountAdapter(DefaultAccountAdapter):
    """Accounts are made by the clinic (`filiform` command), never by a visitor."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False


class StaffLoginForm(LoginForm):
    """Address and password, without a link to reset by mail: this clinic sends no mail."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].help_text = ""
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)
