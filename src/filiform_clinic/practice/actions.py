"""Decide the clinic's rules and enter passports: new entries, never changes; the owner's alone."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from django.db import models, transaction
from django.utils.translation import gettext as _

from filiform.errors import InvalidInput
from filiform.knowledge.screening import Status, load_rules
from filiform.screening import Settings
from filiform_clinic.access.actor import Actor
from filiform_clinic.access.audit import audit_clinic
from filiform_clinic.access.rules import check_is_owner
from filiform_clinic.practice.queries import advanced_regions, practitioner_of
from filiform_clinic.records.models import (
    ClinicRulesEntry,
    Organisation,
    PassportEntry,
    ScreenLockEntry,
)
from filiform_clinic.ui.problems import Conflict

_CODE = re.compile(r"[A-Z]{2}(-[A-Z0-9]{1,3})?")


def decide_rules(
    *,
    actor: Actor,
    id: UUID,
    jurisdiction: str,
    settings: Mapping[str, Any],
    goes_on_because: str,
    seen: str,
) -> None:
    """Keep where the clinic is and what it decided where sources disagree.

    `goes_on_because`: the owner's decision to needle where the law is unclear or not on file;
    never where it forbids, and not where it allows.
    """
    check_is_owner(actor)
    _check_place(jurisdiction, goes_on_because)
    said = {
        "jurisdiction": jurisdiction,
        "settings": _changed(Settings(**settings)),
        "goes_on_because": goes_on_because,
    }
    row = ClinicRulesEntry(
        id=id, organisation_id=actor.organisation_id, recorded_by_id=actor.user_id, **said
    )
    _keep(actor, row, said, seen, "clinic.rules", jurisdiction=jurisdiction)


def enter_passport(
    *, actor: Actor, id: UUID, user_id: UUID, seen: str, advanced: Collection[str], **said: Any
) -> None:
    """Keep what a practitioner is licensed and trained for, as the owner saw it on paper."""
    check_is_owner(actor)
    practitioner_of(actor, user_id)
    unknown = sorted(set(advanced) - {region for region, _name in advanced_regions()})
    if unknown:
        raise InvalidInput("advanced", "regions that need advanced training", got=unknown[0])
    values = said | {"advanced": sorted(advanced)}
    row = PassportEntry(
        id=id,
        organisation_id=actor.organisation_id,
        user_id=user_id,
        recorded_by_id=actor.user_id,
        **values,
    )
    _keep(actor, row, values | {"user_id": user_id}, seen, "clinic.passport", user=str(user_id))


def choose_minutes(*, actor: Actor, id: UUID, minutes: int, seen: str) -> None:
    """Keep after how many minutes without activity the clinic's screens lock."""
    check_is_owner(actor)
    said = {"minutes": minutes}
    row = ScreenLockEntry(
        id=id, organisation_id=actor.organisation_id, recorded_by_id=actor.user_id, **said
    )
    _keep(actor, row, said, seen, "clinic.screen_lock", minutes=minutes)


def _check_place(jurisdiction: str, goes_on_because: str) -> None:
    if jurisdiction and not _CODE.fullmatch(jurisdiction):
        raise InvalidInput("jurisdiction", "a code such as US-FL", got=jurisdiction)
    if not goes_on_because:
        return
    pack = load_rules().packs.get(jurisdiction)
    if pack and pack.status is Status.FORBIDDEN:
        raise InvalidInput("goes_on_because", f"nothing: {pack.name} forbids it")
    if not jurisdiction or (pack and pack.status is Status.ALLOWED):
        raise InvalidInput("goes_on_because", "nothing where the law is settled, or no place named")


def _changed(settings: Settings) -> dict[str, Any]:
    """Only what differs from the defaults, so that a stricter default of later on takes hold."""
    default = Settings()
    names = Settings.__dataclass_fields__
    return {
        name: getattr(settings, name)
        for name in names
        if getattr(settings, name) != getattr(default, name)
    }


def _keep(
    actor: Actor, row: models.Model, said: Mapping[str, Any], seen: str, verb: str, **details: Any
) -> None:
    """One entry: the same act once, and never on top of one that its page did not show."""
    table = type(row)._default_manager
    with transaction.atomic():
        Organisation.objects.select_for_update().get(pk=actor.organisation_id)
        known = table.filter(pk=row.pk).first()
        if known is not None:
            if any(getattr(known, name) != value for name, value in said.items()):
                raise Conflict(_("This id already stands for another act. Nothing was changed."))
            return
        mine = {"organisation_id": actor.organisation_id}
        if isinstance(row, PassportEntry):
            mine["user_id"] = row.user_id
        newest = table.filter(**mine).order_by("created_at", "id").last()
        if seen != (str(newest.pk) if newest else ""):
            raise Conflict(_("Somebody has changed this meanwhile. You see the newest now."))
        row.save()
        audit_clinic(actor, verb, entry=str(row.pk), **details)
