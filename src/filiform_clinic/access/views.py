"""What the login library leaves to the clinic."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from filiform_clinic.ui.middleware import explain


def password_help(request: HttpRequest) -> HttpResponse:
    """A forgotten password is set anew by whoever runs the installation: no mail is sent."""
    message = _(
        "Ask whoever runs this installation to set a new password "
        "(command: changepassword and your email address)."
    )
    return explain(request, message, status=200)
