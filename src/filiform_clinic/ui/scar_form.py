"""One scar as a form: a line on the body or a place by name, and what is known of it.

A page makes a `ScarForm`, includes ``ui/scar_fields.html``, and reads `scar` of a valid form.
"""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from filiform.body import Body, Side
from filiform.drawing import Cause, DrawnScar, ListedArea, ScarAnswer, lines_of
from filiform.drawing.documents import parse_document
from filiform.drawing.scars import MAX_OPERATION
from filiform.errors import InvalidInput
from filiform_clinic.ui.body_chart import Chart
from filiform_clinic.ui.date_fields import PartialDateFields, date_fields
from filiform_clinic.ui.fields import ClientIdField

OPERATIONS: tuple[Promise, ...] = (
    _("Appendix taken out"),
    _("Back surgery"),
    _("Breast surgery"),
    _("Caesarean"),
    _("Foot or ankle surgery"),
    _("Gallbladder taken out"),
    _("Hand or wrist surgery"),
    _("Heart surgery"),
    _("Hernia repair"),
    _("Hip surgery"),
    _("Knee surgery"),
    _("Neck surgery"),
    _("Shoulder surgery"),
    _("Skin spot taken off"),
)
"""Offered while typing; any other words are as good."""
CAUSES = [
    (Cause.SURGERY, _("Surgery")),
    (Cause.INJURY, _("An injury or a burn")),
    (Cause.OTHER, _("Something else")),
]
HEALED = [
    (ScarAnswer.YES, _("Yes")),
    (ScarAnswer.NOT_YET, _("Not yet")),
    (ScarAnswer.UNSURE, _("Not sure")),
]
SENSITIVE = [
    (ScarAnswer.YES, _("Yes")),
    (ScarAnswer.NOT_YET, _("No")),
    (ScarAnswer.UNSURE, _("Not sure")),
]
SIDES = [
    ("", _("Choose")),
    (Side.LEFT, _("Left")),
    (Side.RIGHT, _("Right")),
    (Side.MIDLINE, _("Middle")),
    (Side.BOTH, _("Both sides")),
]
_RADIUS = 0.004


def _radios(choices: list[Any], missing: Any) -> forms.ChoiceField:
    return forms.ChoiceField(
        choices=choices, widget=forms.RadioSelect, error_messages={"required": missing}
    )


class ScarForm(PartialDateFields):
    """`view` is the view of the body to open with."""

    id = ClientIdField()
    area = forms.ChoiceField(label=_("Place"), required=False)
    side = forms.ChoiceField(label=_("Side"), required=False, choices=SIDES)
    cause = _radios(CAUSES, _("Please choose what the scar is from."))
    operation = forms.CharField(
        label=_("What was done, or what happened?"),
        required=False,
        max_length=MAX_OPERATION,
        widget=forms.TextInput(
            attrs={"maxlength": str(MAX_OPERATION), "dir": "auto", "list": "operations"}
        ),
    )
    healed = _radios(HEALED, _("Please choose if it has healed."))
    sensitive = _radios(SENSITIVE, _("Please choose how it feels to touch."))

    def __init__(
        self, data: Any = None, *, today: date, id: UUID, scar: DrawnScar | None, view: str
    ) -> None:
        self.today, self.view, self.scar = today, view, scar
        super().__init__(data, initial=_shown(scar) if scar else {"id": id})
        self.fields["area"].choices = [("", _("Choose")), *_areas()]  # type: ignore[attr-defined]  # a ChoiceField

    @property
    def operations(self) -> tuple[Promise, ...]:
        return OPERATIONS

    @property
    def chart(self) -> Chart:
        """The body to draw on, with what was drawn so far."""
        strokes = self._strokes() if self.is_bound else _strokes_of(self.scar)
        return Chart(value={"strokes": strokes, "listed": []}, view=self.view, lines=True)

    def _strokes(self) -> list[Any]:
        try:
            strokes = parse_document(self.data.get("drawing") or "{}").get("strokes", [])
        except InvalidInput:
            return []
        return strokes if isinstance(strokes, list) else []

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        on = self.partial_date(self.today)
        if not self.errors:
            data["scar"] = self._made(data | {"on": on})
        return data

    def _made(self, data: dict[str, Any]) -> DrawnScar | None:
        try:
            return DrawnScar(
                id=data["id"],
                cause=Cause(data["cause"]),
                lines=lines_of(self._strokes()),
                places=self._places(data),
                operation=data["operation"],
                on=data["on"],
                healed=ScarAnswer(data["healed"]),
                sensitive=ScarAnswer(data["sensitive"]),
            )
        except InvalidInput as fault:
            self.add_error(None, _FAULTS.get(fault.field, _OTHER_FAULT))
            return None

    def _places(self, data: dict[str, Any]) -> tuple[ListedArea, ...]:
        if not data["area"]:
            return ()
        accepts = Body.load().areas[data["area"]].side_rule.accepts
        only = next(iter(accepts)) if len(accepts) == 1 else Side.MIDLINE
        side = Side(data["side"]) if data["side"] else only
        return (ListedArea(data["area"], side),)


_FAULTS = {
    "place": _("Please draw the scar on the body, or name the place."),
    "places": _("Please choose the side too: left, right or both."),
    "lines": _("This drawing could not be kept. Please draw one scar, once more."),
}
_OTHER_FAULT = _("This could not be kept. Please look through it once more.")


def _areas() -> list[tuple[str, str]]:
    """Places by the patient's word, without intimate ones: those can be drawn."""
    areas = Body.load().areas.values()
    found = [(one.id, one.lay_name or one.name) for one in areas if not one.sensitive]
    return sorted(found, key=lambda pair: pair[1].casefold())


def _shown(scar: DrawnScar) -> dict[str, Any]:
    named = scar.places[0] if scar.places else None
    return {
        "id": scar.id,
        "area": named.area if named else "",
        "side": str(named.side) if named else "",
        "cause": str(scar.cause),
        "operation": scar.operation,
        "healed": str(scar.healed),
        "sensitive": str(scar.sensitive),
        **date_fields(str(scar.on or "")),
    }


def _strokes_of(scar: DrawnScar | None) -> list[dict[str, Any]]:
    lines = scar.lines if scar else ()
    return [
        {
            "id": f"line-{number}",
            "view": line.view,
            "points": [list(point) for point in line.points],
            "radius": _RADIUS,
            "quality": "stiff",
            "intensity": None,
            "erase": False,
        }
        for number, line in enumerate(lines)
    ]
