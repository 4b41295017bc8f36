"""The health questions: a few short pages, then free text and what was understood of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from filiform.errors import InvalidInput
from filiform.intake import Step
from filiform.screening.interview import (
    CHOICES,
    MAX_TEXT,
    Box,
    Choice,
    Item,
    Page,
    PatientWords,
    Saying,
)
from filiform_clinic.access.patient import PatientRequest, patient
from filiform_clinic.intake import actions, queries
from filiform_clinic.intake.frames import address, frame
from filiform_clinic.intake.health_forms import Given, problems, read_page, show_page
from filiform_clinic.records.ids import new_id


@require_safe
@patient
def health(request: PatientRequest) -> HttpResponse:
    """To the first page that is not finished; to the first when all are, to look through them."""
    saying = queries.health_of(request.link.visit).saying
    page = saying.missing_page or PatientWords.load().pages[0]
    return redirect("intake:health_page", request.secret, page.id)


@require_http_methods(["GET", "HEAD", "POST"])
@patient
def health_page(request: PatientRequest, page: str) -> HttpResponse:
    """One page of questions: shown with what was said, saved as it is answered."""
    found = PatientWords.load().page(page)
    if found is None:
        raise Http404("no such page")
    if request.method != "POST":
        return _show(request, found, queries.health_of(request.link.visit))
    stored = queries.health_of(request.link.visit)
    given = read_page(found, request.POST, stored.on)
    if "all" in request.POST:
        given = _no_to_the_rest(found, given)
    try:
        return _take(request, found, stored, given)
    except actions.StaleHealth as stale:
        if "save" in request.POST:
            raise
        return _show(request, found, stale.stored, given, changed=stale.fields)


def _take(
    request: PatientRequest, page: Page, stored: queries.Health, given: Given
) -> HttpResponse:
    """Save what was given; go on when nothing is open."""
    now = Saying.from_fields({**stored.fields, **given.answers}, stored.done)
    faults = problems(page, now, given)
    going_on = not faults and not {"all", "save"} & set(request.POST)
    saved = _save(request, given.answers, done=page.id if going_on else "")
    if "save" in request.POST:
        return _saved(request, saved)
    if "all" in request.POST:
        return _show(request, page, saved, given)
    if faults:
        return _show(request, page, saved, given, faults=faults, status=400)
    return redirect(_after(page, saved, request.secret))


def _no_to_the_rest(page: Page, given: Given) -> Given:
    """A no to every question that was not answered and is not under one."""
    rest = (q.rule for q in page.questions if not q.after and q.rule not in given.answers)
    return Given(
        {**given.answers, **{rule: {"value": "no"} for rule in rest}}, given.unknown, given.years
    )


def _save(request: PatientRequest, changes: Mapping[str, Any], done: str = "") -> queries.Health:
    return actions.save_health(
        link=request.link,
        changes=changes,
        base=_revision(request.POST.get("revision", "")),
        window=request.POST.get("window", "")[:40],
        done=done,
    )


def _revision(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise InvalidInput("revision", "the number that the page gave", got=text)
    return int(text)


def _saved(request: PatientRequest, health: queries.Health) -> HttpResponse:
    """The page's new revision, for a window that saves as it goes."""
    return render(request, "intake/_saved.html", {"revision": health.revision})


def _show(
    request: PatientRequest,
    page: Page,
    health: queries.Health,
    given: Given | None = None,
    *,
    faults: dict[str, str] | None = None,
    changed: tuple[str, ...] = (),
    status: int = 200,
) -> HttpResponse:
    """The page with what is stored, over it what was just given."""
    given = given or Given()
    saying = Saying.from_fields({**health.fields, **given.answers}, health.done)
    pages = PatientWords.load().pages
    number = pages.index(page)
    marked = dict.fromkeys(changed, _("This was changed in another window. Is this right?"))
    context = _context(request, Step.HEALTH, health) | {
        "page": page,
        "number": number + 1,
        "count": len(pages),
        "questions": show_page(page, saying, given, {**(faults or {}), **marked}),
        "faults": faults,
        "changed": bool(changed),
        "answered": "all" in request.POST,
    }
    if number:
        context["back"] = reverse("intake:health_page", args=[request.secret, pages[number - 1].id])
    code = 409 if changed else status
    return render(request, "intake/health_page.html", context, status=code)


def _context(request: PatientRequest, step: Step, health: queries.Health) -> dict[str, Any]:
    window = request.POST.get("window", "")[:40] or str(new_id())
    return frame(request.link, request.secret, step) | {
        "revision": health.revision,
        "window": window,
    }


def _after(page: Page, health: queries.Health, secret: str) -> str:
    """The next page; once all were gone through, to what is open, or to the check."""
    pages = PatientWords.load().pages
    following = pages[pages.index(page) + 1 :]
    if health.saying.missing_page and following:
        return reverse("intake:health_page", args=[secret, following[0].id])
    return address(health.missing or Step.CHECK, secret)


@require_http_methods(["GET", "HEAD", "POST"])
@patient
def medicines(request: PatientRequest) -> HttpResponse:
    """Medicines, allergies and illnesses in the patient's own words."""
    stored = queries.health_of(request.link.visit)
    if request.method != "POST":
        return _show_texts(request, stored, dict(stored.saying.texts))
    texts = {str(box): _text(request, box) for box in Box}
    long = [box for box, text in texts.items() if len(text) > MAX_TEXT]
    if long:
        return _show_texts(request, stored, texts, too_long=long, status=400)
    try:
        saved = _save(request, texts, done="" if "save" in request.POST else queries.MEDICINES)
    except actions.StaleHealth as stale:
        if "save" in request.POST:
            raise
        return _show_texts(request, stale.stored, texts, changed=stale.fields, status=409)
    if "save" in request.POST:
        return _saved(request, saved)
    if saved.must_look:
        return redirect("intake:understood", request.secret)
    return redirect(address(saved.missing or Step.CHECK, request.secret))


def _text(request: PatientRequest, box: Box) -> str:
    return request.POST.get(box, "").replace("\r\n", "\n").replace("\x00", "").strip()


def _show_texts(
    request: PatientRequest,
    health: queries.Health,
    texts: dict[Any, str],
    *,
    too_long: list[str] | None = None,
    changed: tuple[str, ...] = (),
    status: int = 200,
) -> HttpResponse:
    pages = PatientWords.load().pages
    boxes = [
        {
            "box": str(box),
            "text": texts.get(box, ""),
            "long": box in (too_long or ()),
            "other": health.saying.texts.get(box, "") if box in changed else None,
        }
        for box in Box
    ]
    context = _context(request, Step.MEDICINES, health) | {
        "boxes": boxes,
        "most": MAX_TEXT,
        "back": reverse("intake:health_page", args=[request.secret, pages[-1].id]),
    }
    return render(request, "intake/medicines.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@patient
def understood(request: PatientRequest) -> HttpResponse:
    """What was understood of the free text, to be put right."""
    stored = queries.health_of(request.link.visit)
    if queries.MEDICINES not in stored.done:
        return redirect("intake:medicines", request.secret)
    if request.method != "POST":
        return _show_understood(request, stored)
    said = {item.key: request.POST.get(item.key, "") for item in stored.understood.items}
    chosen = {key: choice for key, choice in said.items() if choice}
    missing = [i.key for i in stored.understood.items if i.needs_choice and i.key not in chosen]
    kept = {**stored.saying.choices, **chosen}
    try:
        done = "" if missing else queries.UNDERSTOOD
        saved = _save(request, {CHOICES: kept}, done=done)
    except actions.StaleHealth as stale:
        return _show_understood(request, stale.stored, changed=True, status=409)
    if missing:
        return _show_understood(request, saved, missing=missing, status=400)
    return redirect(address(saved.missing or Step.CHECK, request.secret))


def _show_understood(
    request: PatientRequest,
    health: queries.Health,
    *,
    missing: list[str] | None = None,
    changed: bool = False,
    status: int = 200,
) -> HttpResponse:
    context = _context(request, Step.MEDICINES, health) | {
        "items": [_line(item, missing or [], health) for item in health.understood.items],
        "unknown": [text for _box, text in health.understood.unknown],
        "missing": missing,
        "changed": changed,
        "back": reverse("intake:medicines", args=[request.secret]),
    }
    return render(request, "intake/understood.html", context, status=status)


def _line(item: Item, missing: list[str], health: queries.Health) -> dict[str, Any]:
    """One thing that was understood: what it is, and what may be said to it."""
    chosen = item.choice or ("" if item.needs_choice else Choice.RIGHT)
    return {
        "item": item,
        "means": PatientWords.load().medicines.get(item.match.target, ""),
        "chosen": chosen,
        "missing": item.key in missing,
        "denied": health.denied_on(item),
    }
