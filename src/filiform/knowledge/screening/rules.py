"""From the tables of the screening files to rules, medicines, conditions and measurements."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from filiform.knowledge.load import Entry
from filiform.knowledge.screening.reader import Backing, closed, known
from filiform.knowledge.screening.values import (
    Asked,
    Bleeding,
    Breach,
    Code,
    CodedAnswer,
    ConditionGroup,
    DayQuestion,
    Detail,
    Drug,
    Effect,
    Limit,
    LimitUse,
    MedicineClass,
    ObservationKind,
    Otherwise,
    PlaceRule,
    RedFlag,
    Rule,
    SettingNote,
    Wording,
)
from filiform.knowledge.screening.words import Act, Level, Scope


def read_rule(entry: Entry, backing: Backing, places: Collection[str]) -> Rule:
    """One rule. `places`: region groups and zones that it may name."""
    rule = Rule(
        **backing,
        label=entry.text("label"),
        level=entry.choice("level", Level),
        scope=entry.choice("scope", Scope),
        condition=entry.text("condition"),
        why=entry.text("why"),
        actions=entry.choices("actions", Act),
        what_to_do=entry.text("what_to_do"),
        question=entry.text("question"),
        wording=entry.choice("wording", Wording),
        asked=entry.choice("asked", Asked),
        for_day=entry.flag("for_day"),
        after=entry.optional_texts("after"),
        place=entry.optional_choice("place", PlaceRule),
        zones=entry.optional_texts("zones"),
        spread=entry.flag("spread"),
        technique=entry.optional_text("technique"),
        details=entry.choices("details", Detail) if entry.has("details") else (),
        conflict=entry.optional_text("conflict"),
        configurable=entry.optional_text("configurable"),
    )
    _check_rule(entry, rule, places)
    return rule


def _check_rule(entry: Entry, rule: Rule, places: Collection[str]) -> None:
    if not rule.actions:
        entry.fail("actions", "at least one action")
    if (rule.place is not None) is not (rule.scope is Scope.REGION):
        entry.fail("place", "how a region is found, for rules of scope region and only there")
    if (rule.asked is Asked.FOLLOW_UP) is not bool(rule.after):
        entry.fail("after", "the rules it follows, for a follow-up and only there")
    if rule.place is PlaceRule.ZONES and not rule.zones:
        entry.fail("zones", "at least one zone")
    if rule.technique not in ("", "electrical"):
        entry.fail("technique", "electrical", rule.technique)
    known(entry, "zones", rule.zones, places, "a region group or a zone")


def read_medicine(entry: Entry, backing: Backing, rules: Collection[str]) -> MedicineClass:
    """One class of medicines."""
    medicine = MedicineClass(
        **backing,
        label=entry.text("label"),
        rules=entry.texts("rules"),
        atc=entry.texts("atc"),
        drugs=tuple(closed(row, _drug) for row in entry.tables("drugs")),
        why=entry.text("why"),
        action=entry.text("action"),
        bleeding=entry.optional_choice("bleeding", Bleeding) or Bleeding.NONE,
        proof=entry.flag("proof"),
        general=entry.flag("general"),
        note=entry.optional_text("note"),
    )
    known(entry, "rules", medicine.rules, rules, "ids of rules.toml")
    return medicine


def _drug(entry: Entry) -> Drug:
    return Drug(
        generic=entry.text("generic"),
        brands=entry.texts("brands"),
        atc=entry.text("atc"),
        rxcui=entry.optional_texts("rxcui"),
        use=entry.optional_text("use"),
    )


def read_condition(
    entry: Entry, backing: Backing, rules: Collection[str], places: Collection[str]
) -> ConditionGroup:
    """One group of condition codes."""
    group = ConditionGroup(
        **backing,
        label=entry.text("label"),
        rules=entry.texts("rules"),
        icd10cm=entry.texts("icd10cm"),
        snomed=tuple(closed(row, _code) for row in entry.tables("snomed")),
        zones=entry.optional_texts("zones"),
        code_zones=dict(closed(row, _code_zone) for row in _tables(entry, "places")),
        general=entry.flag("general"),
        note=entry.optional_text("note"),
    )
    known(entry, "rules", group.rules, rules, "ids of rules.toml")
    known(entry, "zones", group.zones, places, "a region group or a zone")
    known(entry, "places", group.code_zones.values(), places, "a region group or a zone")
    return group


def _tables(entry: Entry, key: str) -> list[Entry]:
    return entry.tables(key) if entry.has(key) else []


def _code(entry: Entry) -> Code:
    return Code(entry.text("code"), entry.text("term"))


def _code_zone(entry: Entry) -> tuple[str, str]:
    return entry.text("icd10cm"), entry.text("zone")


def read_observation(
    entry: Entry, backing: Backing, rules: Collection[str], settings: Collection[str]
) -> ObservationKind:
    """One kind of measurement."""
    kind = ObservationKind(
        **backing,
        label=entry.text("label"),
        rule=entry.text("rule"),
        unit=entry.text("unit"),
        units=_units(entry.table("units")),
        digits=int(entry.number("digits")),
        loinc=entry.texts("loinc"),
        limits=tuple(closed(row, _limit) for row in entry.tables("limits")),
        settles=entry.optional_text("settles"),
        same_day=entry.flag("same_day"),
    )
    known(entry, "rule", [kind.rule], rules, "an id of rules.toml")
    known(entry, "unit", [kind.unit], kind.units, "one of its units")
    known(entry, "limits", (limit.setting for limit in kind.limits), settings, "a setting")
    known(entry, "settles", filter(None, [kind.settles]), settings, "a setting")
    return kind


def _units(entry: Entry) -> dict[str, tuple[float, float]]:
    found = {}
    for unit in entry.left():
        factor, offset = entry.numbers(unit, 2)
        if factor <= 0:
            entry.fail(unit, "a factor above 0", factor)
        found[unit] = (factor, offset)
    return found


def _limit(entry: Entry) -> LimitUse:
    return LimitUse(
        entry.text("setting"), entry.choice("when", Limit), entry.choice("outcome", Breach)
    )


def read_coded(entry: Entry, rules: Collection[str]) -> CodedAnswer:
    """One coded observation that answers a question."""
    coded = CodedAnswer(
        entry.text("rule"), entry.text("loinc"), entry.texts("yes"), entry.texts("no")
    )
    known(entry, "rule", [coded.rule], rules, "an id of rules.toml")
    return coded


def read_day_question(entry: Entry, rules: Collection[str]) -> DayQuestion:
    """One question of the treatment day."""
    question = DayQuestion(
        id=entry.text("id"),
        question=entry.text("question"),
        raised_by=entry.text("raised_by"),
        effect=entry.choice("effect", Effect),
        otherwise=entry.choice("otherwise", Otherwise),
        rules=entry.texts("rules"),
        settles=entry.optional_texts("settles"),
    )
    known(entry, "settles", question.settles, rules, "ids of rules.toml")
    known(entry, "raised_by", [question.raised_by], ("yes", "no"), "yes or no")
    known(entry, "rules", question.rules, rules, "ids of rules.toml")
    return question


def read_setting(entry: Entry, backing: Backing, rules: Collection[str]) -> SettingNote:
    """What one clinic setting means."""
    setting = SettingNote(
        **backing,
        title=entry.text("title"),
        rule=entry.text("rule"),
        default=_default(entry),
        choices=entry.optional_texts("choices"),
        unit=entry.optional_text("unit"),
        stricter=entry.optional_text("stricter"),
        optional=entry.flag("optional"),
        note=entry.optional_text("note"),
    )
    known(entry, "rule", [setting.rule], rules, "an id of rules.toml")
    known(entry, "stricter", filter(None, [setting.stricter]), ("lower", "higher"), "lower, higher")
    if setting.choices and setting.default not in setting.choices:
        entry.fail("default", "one of its choices", setting.default)
    return setting


def _default(entry: Entry) -> str | float | bool | None:
    value: Any = entry.take("default") if entry.has("default") else None
    if not isinstance(value, str | int | float | None):
        entry.fail("default", "a text, a number, true or false", value)
    return value


def read_red_flag(entry: Entry, backing: Backing) -> RedFlag:
    """One danger sign."""
    return RedFlag(
        **backing,
        name=entry.text("name"),
        severity=entry.text("severity"),
        symptoms=entry.texts("symptoms"),
        time_window=entry.text("time_window"),
        patient_told=entry.text("patient_told"),
        clinician_action=entry.text("clinician_action"),
        conflict=entry.optional_text("conflict"),
    )
