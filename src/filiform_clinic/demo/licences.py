"""The place and the passports of the demo: invented licences under Florida's rules."""

from __future__ import annotations

from datetime import timedelta

from filiform_clinic.access.actor import Actor
from filiform_clinic.demo.queries import actor_named
from filiform_clinic.practice.actions import decide_rules, enter_passport
from filiform_clinic.practice.queries import advanced_regions
from filiform_clinic.records.ids import new_id

# Noah has no advanced training for head, neck and chest: his list marks those muscles.
_NOT_NOAHS = ("chest_wall", "head_face", "jaw", "neck_anterior", "neck_posterior", "upper_back")


def permit() -> None:
    """The owner of the demo chooses Florida and enters what the practitioners brought."""
    owner = actor_named("omar")
    decide_rules(
        actor=owner, id=new_id(), jurisdiction="US-FL", settings={}, goes_on_because="", seen=""
    )
    regions = [region for region, _name in advanced_regions()]
    _enter(owner, actor_named("maya"), regions)
    _enter(owner, actor_named("ruth"), regions)
    _enter(owner, actor_named("noah"), [one for one in regions if one not in _NOT_NOAHS])


def _enter(owner: Actor, practitioner: Actor, advanced: list[str]) -> None:
    enter_passport(
        actor=owner,
        id=new_id(),
        user_id=practitioner.user_id,
        seen="",
        advanced=advanced,
        licence="PT 00000 (synthetic)",
        licence_until=owner.today + timedelta(days=400),
        years_licensed=6.0,
        training_hours=80.0,
        supervised_sessions=40,
        years_needling=4.0,
        valid_until=owner.today + timedelta(days=400),
    )
