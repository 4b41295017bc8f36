"""What the forms of the plan send. Every field may stay empty: nothing is filled in by itself."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms import BaseFormSet, formset_factory
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from filiform.body.values import Side
from filiform.knowledge.atlas import Atlas
from filiform.needling import Target, named
from filiform.plan import (
    Care,
    Depth,
    GoalKind,
    Mode,
    PlanKnowledge,
    Upkeep,
    Where,
)
from filiform.plan.plans import (
    LONGEST_TEXT,
    LONGEST_WORDS,
    MOST_DAYS_BETWEEN,
    MOST_NEEDLES,
    MOST_ROWS,
    MOST_SESSIONS,
    MOST_WEEKS_BETWEEN,
)
from filiform_clinic.ui.fields import ClientIdField

SIDES = [("left", _("left")), ("right", _("right")), ("midline", _("midline"))]
MODES = [("", "-"), (Mode.PISTONED, _("pistoned")), (Mode.LEFT_IN, _("left in"))]
DEPTHS = [("", "-"), (Depth.SUPERFICIAL, _("superficial")), (Depth.DEEP, _("deep"))]
KINDS = [
    (GoalKind.ACTIVITY, _("activity, 0 to 10")),
    (GoalKind.MOVEMENT, _("movement, degrees")),
    (GoalKind.PAIN, _("pain, 0 to 10")),
    (GoalKind.OTHER, _("something else")),
]
PLACES = [
    ("", "-"),
    (Where.HERE, _("here")),
    (Where.HOME, _("at home")),
    (Where.ELSEWHERE, _("elsewhere")),
]
UPKEEPS = [
    (Upkeep.OPEN, _("not decided yet")),
    (Upkeep.NOTHING, _("no regular visits")),
    (Upkeep.WHEN_NEEDED, _("when needed")),
    (Upkeep.REGULAR, _("regular visits")),
]
WEEKDAYS = [
    ("0", _("Mon")), ("1", _("Tue")), ("2", _("Wed")), ("3", _("Thu")), ("4", _("Fri")),
    ("5", _("Sat")), ("6", _("Sun")),
]  # fmt: skip


def day_field() -> forms.DateField:
    return forms.DateField(required=False, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"))


def _muscles() -> list[tuple[str, str]]:
    muscles = sorted(Atlas.load().muscles.values(), key=lambda muscle: muscle.name)
    return [("", str(_("Choose"))), *((muscle.id, muscle.name) for muscle in muscles)]


class TargetForm(forms.Form):
    """A muscle to needle. A row that was added by hand counts as picked."""

    pick = forms.BooleanField(required=False)
    new = forms.BooleanField(required=False)
    muscle = forms.ChoiceField(choices=_muscles, required=False)
    side = forms.ChoiceField(choices=SIDES, required=False)
    site = forms.CharField(max_length=100, required=False)
    needles = forms.IntegerField(min_value=1, max_value=MOST_NEEDLES, required=False)
    mode = forms.ChoiceField(choices=MODES, required=False)
    depth = forms.ChoiceField(choices=DEPTHS, required=False)

    @property
    def key(self) -> str:
        return f"{self['muscle'].value() or ''}:{self['side'].value() or ''}"

    @property
    def picked(self) -> bool:
        return bool(self["pick"].value() or self["new"].value())

    @property
    def name(self) -> str:
        """Muscle and side by name; empty while no muscle is chosen or the side is none of it."""
        muscle = Atlas.load().muscles.get(self["muscle"].value() or "")
        side = self["side"].value() or "left"
        if muscle is None or side not in muscle.sides:
            return ""
        known = {site.id for site in muscle.sites}
        site = self["site"].value() or None
        found = named(Target(muscle.id, Side(side), site if site in known else None), Atlas.load())
        return found[:1].upper() + found[1:]


class GoalForm(forms.Form):
    """What the patient wants to reach."""

    text = forms.CharField(max_length=LONGEST_TEXT, required=False)
    kind = forms.ChoiceField(choices=KINDS, required=False)
    now = forms.FloatField(min_value=0, max_value=360, required=False)
    aim = forms.FloatField(min_value=0, max_value=360, required=False)
    by = day_field()


class AwayForm(forms.Form):
    """Days on which nothing can be planned; the last day may stay empty for one day."""

    first = day_field()
    last = day_field()


class EventForm(forms.Form):
    """A competition."""

    on = day_field()
    title = forms.CharField(max_length=LONGEST_TEXT, required=False)


class CareForm(forms.Form):
    """One kind of care beside the needles."""

    care = forms.CharField(max_length=60, widget=forms.HiddenInput)
    pick = forms.BooleanField(required=False)
    days_a_week = forms.IntegerField(min_value=1, max_value=7, required=False)
    where = forms.ChoiceField(choices=PLACES, required=False)
    words = forms.CharField(max_length=LONGEST_WORDS, required=False)

    @property
    def known(self) -> Care | None:
        return PlanKnowledge.load().care.get(self["care"].value() or "")


class MainForm(forms.Form):
    """Everything of a plan that is there once. `seen`: the number of the plan that was changed."""

    id = ClientIdField()
    seen = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    sessions = forms.IntegerField(min_value=1, max_value=MOST_SESSIONS, required=False)
    days_between = forms.IntegerField(min_value=1, max_value=MOST_DAYS_BETWEEN, required=False)
    first = day_field()
    weekdays = forms.MultipleChoiceField(choices=WEEKDAYS, required=False)
    reassess_on = day_field()
    keep_free = forms.BooleanField(required=False)
    operation = forms.CharField(max_length=LONGEST_TEXT, required=False)
    operation_on = day_field()
    cleared_from = day_field()
    limits = forms.CharField(max_length=LONGEST_WORDS, required=False)
    upkeep = forms.ChoiceField(choices=UPKEEPS, required=False)
    every_weeks = forms.IntegerField(min_value=1, max_value=MOST_WEEKS_BETWEEN, required=False)
    maintenance = forms.CharField(max_length=LONGEST_WORDS, required=False)
    words = forms.CharField(max_length=LONGEST_WORDS, required=False)


def _rows(form: type[forms.Form]) -> type[BaseFormSet[forms.Form]]:
    return formset_factory(form, extra=0, max_num=MOST_ROWS, absolute_max=MOST_ROWS + 2)


ROWS: dict[str, type[BaseFormSet[forms.Form]]] = {
    "target": _rows(TargetForm),
    "goal": _rows(GoalForm),
    "away": _rows(AwayForm),
    "event": _rows(EventForm),
    "care": _rows(CareForm),
}
# What a row that is added by hand starts with.
BLANK: dict[str, dict[str, Any]] = {
    "target": {"new": True, "side": "left"}, "goal": {"kind": GoalKind.ACTIVITY}, "away": {},
    "event": {},
}  # fmt: skip


class PlanForms:
    """The whole page: the main form and five lists of rows."""

    def __init__(
        self, sent: QueryDict | None = None, initial: dict[str, Any] | None = None
    ) -> None:
        start = initial or {}
        self.main = MainForm(sent, initial=start.get("main"))
        self.rows = {
            name: rows(sent, prefix=name, initial=start.get(name)) for name, rows in ROWS.items()
        }
        self.problem = ""

    def is_valid(self) -> bool:
        found = [self.main.is_valid(), *(rows.is_valid() for rows in self.rows.values())]
        return all(found)

    def said(self, name: str) -> list[dict[str, Any]]:
        """What the rows of a list hold, those left empty included."""
        return [form.cleaned_data for form in self.rows[name]]

    @property
    def wrong(self) -> bool:
        """Whether a field of what was sent is at fault."""
        return self.main.is_bound and not self.is_valid()


def with_row(sent: QueryDict, name: str) -> QueryDict:
    """The same with one more row in a list; unchanged for a list that does not grow."""
    more = sent.copy()
    total = more.get(f"{name}-TOTAL_FORMS", "")
    counted = total.isascii() and total.isdigit() and len(total) < 4
    if name not in BLANK or not counted or int(total) >= MOST_ROWS:
        return more
    more[f"{name}-TOTAL_FORMS"] = str(int(total) + 1)
    for field, value in BLANK[name].items():
        more[f"{name}-{total}-{field}"] = "on" if value is True else str(value)
    return more


def on_top_of(sent: QueryDict, newest: dict[str, Any]) -> QueryDict:
    """What was sent, as a change of the newest plan instead of the one that the page knew."""
    more = sent.copy()
    for name in ("id", "seen"):
        more[name] = str(newest[name])
    return more


class CopyForm(forms.Form):
    """An act on the page by its key."""

    id = ClientIdField()


class GiveForm(forms.Form):
    """Care that was given."""

    id = ClientIdField()
    care = forms.CharField(max_length=60)
    words = forms.CharField(max_length=LONGEST_WORDS, required=False)


class TakeBackForm(forms.Form):
    """Care that was recorded by mistake."""

    id = ClientIdField()
    entry = forms.UUIDField()


class LetterForm(forms.Form):
    """The letter as edited."""

    id = ClientIdField()
    recipient = forms.CharField(max_length=200)
    text = forms.CharField(max_length=20_000, widget=forms.Textarea({"rows": 22}))

    def clean_text(self) -> str:
        return str(self.cleaned_data["text"]).replace("\r\n", "\n")
