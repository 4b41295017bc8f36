"""What the clinic decided, and what its practitioners are licensed and trained for."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from filiform.knowledge.screening import Pack, SettingNote, load_rules
from filiform.screening import Settings
from filiform_clinic.access.actor import TREATING, Actor
from filiform_clinic.access.rules import check_is_owner
from filiform_clinic.records.ids import new_id
from filiform_clinic.records.models import (
    ClinicRulesEntry,
    Membership,
    PassportEntry,
    ScreenLockEntry,
    User,
)
from filiform_clinic.ui.problems import Refused

LEAST_MINUTES, MOST_MINUTES = ScreenLockEntry.LEAST, ScreenLockEntry.MOST


@dataclass(frozen=True, slots=True)
class SettingRow:
    """One setting: what it means, what stands, and whether that differs from the default."""

    note: SettingNote
    value: Any

    @property
    def differs(self) -> bool:
        return bool(self.value != self.note.default)

    @property
    def shown(self) -> str:
        """The value as its form field holds it."""
        if isinstance(self.value, bool):
            return "yes" if self.value else "no"
        return "" if self.value is None else f"{self.value:g}" if self._number else str(self.value)

    @property
    def _number(self) -> bool:
        return isinstance(self.value, int | float)

    @property
    def choices(self) -> tuple[str, ...]:
        """The words to choose from; empty for a number."""
        return ("no", "yes") if isinstance(self.note.default, bool) else self.note.choices


@dataclass(frozen=True, slots=True)
class ClinicRules:
    """The rules of a clinic as they stand. `pack` None: no place chosen, or none on file for it."""

    entry: ClinicRulesEntry | None
    jurisdiction: str
    pack: Pack | None
    settings: tuple[SettingRow, ...]
    packs: tuple[Pack, ...]
    history: tuple[ClinicRulesEntry, ...]
    fresh_id: UUID

    @property
    def seen(self) -> str:
        return str(self.entry.pk) if self.entry else ""

    @property
    def blocks(self) -> bool:
        """Whether the place stops needling: forbidden, unclear or not on file."""
        return bool(self.jurisdiction) and (self.pack is None or self.pack.status != "allowed")


@dataclass(frozen=True, slots=True)
class Passport:
    """What is on file of one practitioner, and the place whose rules apply."""

    user: User
    entry: PassportEntry | None
    pack: Pack | None
    regions: tuple[tuple[str, str], ...]
    history: tuple[PassportEntry, ...]
    fresh_id: UUID
    mine: bool

    @property
    def seen(self) -> str:
        return str(self.entry.pk) if self.entry else ""

    @property
    def trained(self) -> tuple[str, ...]:
        """Names of the regions with advanced training."""
        held = self.entry.advanced if self.entry else []
        return tuple(name for region, name in self.regions if region in held)


def clinic_rules(actor: Actor) -> ClinicRules:
    """The rules of the actor's clinic, for its owner."""
    check_is_owner(actor)
    rows = ClinicRulesEntry.objects.filter(organisation_id=actor.organisation_id)
    found = tuple(rows.select_related("recorded_by").order_by("-created_at", "-id"))
    entry, known = (found[0] if found else None), load_rules()
    decided = Settings(**entry.settings) if entry else Settings()
    jurisdiction = entry.jurisdiction if entry else ""
    return ClinicRules(
        entry=entry,
        jurisdiction=jurisdiction,
        pack=known.packs.get(jurisdiction),
        settings=tuple(
            SettingRow(known.settings[one.name], getattr(decided, one.name))
            for one in fields(Settings)
        ),
        packs=tuple(sorted(known.packs.values(), key=lambda pack: pack.name)),
        history=found,
        fresh_id=new_id(),
    )


@dataclass(frozen=True, slots=True)
class ScreenLock:
    """When the clinic's screens lock. `minutes`: what stands; `history`: newest first."""

    minutes: int
    history: tuple[ScreenLockEntry, ...]
    fresh_id: UUID

    @property
    def seen(self) -> str:
        return str(self.history[0].pk) if self.history else ""


def screen_lock(actor: Actor) -> ScreenLock:
    """The limit of the actor's clinic, for its owner."""
    check_is_owner(actor)
    rows = ScreenLockEntry.objects.filter(organisation_id=actor.organisation_id)
    found = tuple(rows.select_related("recorded_by").order_by("-created_at", "-id"))
    return ScreenLock(found[0].minutes if found else settings.IDLE_MINUTES, found, new_id())


def passports(actor: Actor) -> list[Passport]:
    """Every practitioner of the clinic, for its owner."""
    check_is_owner(actor)
    members = _practitioners(actor).select_related("user").order_by("user__name")
    return [_passport(actor, member.user) for member in members]


def passport_of(actor: Actor, user_id: UUID) -> Passport:
    """One passport: the owner reads all of the clinic, a practitioner their own."""
    if actor.user_id != user_id:
        check_is_owner(actor)
    elif not (actor.is_practitioner or actor.is_owner):
        raise Refused(_("Only practitioners have a competence passport."))
    return _passport(actor, practitioner_of(actor, user_id))


def practitioner_of(actor: Actor, user_id: UUID) -> User:
    """A practitioner of the actor's clinic, or 404."""
    member = _practitioners(actor).filter(user_id=user_id).select_related("user").first()
    if member is None:
        raise Http404("no such practitioner")
    return member.user


def advanced_regions() -> tuple[tuple[str, str], ...]:
    """Regions with muscles that only advanced training opens, with their names."""
    regions = {muscle.region for muscle in load_rules().muscles.values() if muscle.advanced}
    return tuple((region, region.replace("_", " ")) for region in sorted(regions))


def _practitioners(actor: Actor) -> QuerySet[Membership]:
    return Membership.objects.filter(
        organisation_id=actor.organisation_id, role__in=TREATING, is_active=True
    )


def _passport(actor: Actor, user: User) -> Passport:
    rows = PassportEntry.objects.filter(user=user, organisation_id=actor.organisation_id)
    found = tuple(rows.select_related("recorded_by").order_by("-created_at", "-id"))
    clinic = ClinicRulesEntry.objects.filter(organisation_id=actor.organisation_id)
    newest = clinic.order_by("-created_at", "-id").first()
    return Passport(
        user=user,
        entry=found[0] if found else None,
        pack=load_rules().packs.get(newest.jurisdiction) if newest else None,
        regions=advanced_regions(),
        history=found,
        fresh_id=new_id(),
        mine=actor.user_id == user.pk,
    )
