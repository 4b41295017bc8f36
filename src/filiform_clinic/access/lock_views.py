"""The face of the lock, locking by hand, and setting one's PIN."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import authenticate
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from filiform.errors import InvalidInput
from filiform_clinic.access import handover, lock
from filiform_clinic.access.actor import StaffRequest, staff
from filiform_clinic.ui.problems import Refused


def _wrong() -> str:
    return _("That is not right. Nothing was opened.")


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def face(request: StaffRequest) -> HttpResponse:
    """Needles that are in, with a way to take them out, and the way back in."""
    if not lock.is_locked(request):
        return _go_on(request)
    if request.method != "POST":
        return _face(request)
    if not _opens(request):
        return _face(request, _wrong(), status=403)
    lock.open_again(request, request.actor.user_id)
    return _go_on(request)


def _opens(request: StaffRequest) -> bool:
    user = request.actor.user_id
    if "pin" in request.POST:
        return lock.pin_opens(user, request.POST["pin"])
    email = request.user.get_username()
    found = authenticate(request, email=email, password=request.POST.get("password", ""))
    if found is None or found.pk != user:
        return False
    lock.forget_wrong_tries(user)
    return True


def _face(request: StaffRequest, problem: str = "", *, status: int = 200) -> HttpResponse:
    user = request.actor.user_id
    context = {
        "needles": lock.needles_in(user),
        "pin_usable": lock.pin_usable(user),
        "problem": problem,
        "unlock": reverse("lock:face"),
    }
    return render(request, "access/lock.html", context, status=status)


def _go_on(request: StaffRequest) -> HttpResponse:
    """Back to where the person was; a form that came too late is shown for one more tap."""
    held = lock.release(request)
    if held is None:
        return redirect(settings.LOGIN_REDIRECT_URL)
    if held["fields"] is None:
        return redirect(held["path"])
    return render(request, "access/held.html", {"held": held})


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def back(request: StaffRequest) -> HttpResponse:
    """Take the tablet back from the patient."""
    handed = handover.handed(request)
    if handed is None:
        return redirect(settings.LOGIN_REDIRECT_URL)
    if request.method != "POST":
        return handover.ask_back(request, handed)
    if not _opens(request):
        return handover.ask_back(request, handed, _wrong(), status=403)
    return handover.take_back(request, handed)


@require_POST
@staff
def now(request: StaffRequest) -> HttpResponse:
    """Lock by hand."""
    lock.close(request)
    return redirect("lock:face")


@require_POST
@staff
def alive(request: StaffRequest) -> HttpResponse:
    """Somebody touches the page: 204, or 423 when the screen is locked."""
    if lock.is_locked(request):
        return HttpResponse(status=423)
    lock.touch(request)
    return HttpResponse(status=204)


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def pin(request: StaffRequest) -> HttpResponse:
    """Set one's own PIN."""
    if lock.is_locked(request):
        raise Refused(_("The screen is locked. Unlock it, then go on."))
    problem = ""
    if request.method == "POST":
        try:
            lock.set_pin(request.actor, request.POST.get("pin", ""))
        except InvalidInput:
            problem = _("Please choose 4 to 12 digits, not all the same and not in a row.")
        else:
            messages.success(request, _("Your PIN is set. It unlocks the screen."))
            return redirect("lock:pin")
    context = {"problem": problem, "usable": lock.pin_usable(request.actor.user_id)}
    return render(request, "access/pin.html", context, status=400 if problem else 200)
