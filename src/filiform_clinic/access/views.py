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


def address_help(request: HttpRequest) -> HttpResponse:
    """The address one signs in with belongs to the clinic's account: nobody changes it alone."""
    message = _("Ask whoever runs this installation to change the address you sign in with.")
    return explain(request, message, status=200)
