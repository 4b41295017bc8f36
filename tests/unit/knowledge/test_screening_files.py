"""What the screening files hold."""

from __future__ import annotations

import re
from dataclasses import fields
from datetime import date

import pytest

from filiform.errors import InvalidInput
from filiform.knowledge import Atlas, Hazard
from filiform.knowledge.screening import (
    Asked,
    Compressible,
    Level,
    PlaceRule,
    Status,
    load_rules,
)
from filiform.knowledge.sources import shipped_sources
from filiform.screening import Settings

RULES = load_rules()


def test_everything_of_the_starting_knowledge_is_there() -> None:
    counts = (RULES.rules, RULES.medicines, RULES.conditions, RULES.hazards, RULES.red_flags)
    assert [len(entries) for entries in counts] == [52, 16, 57, 60, 12]
    assert set(RULES.muscles) == set(Atlas.load().muscles)


def test_every_entry_is_in_review() -> None:
    assert RULES.overdue(date(2026, 12, 1)) == ()
    assert RULES.overdue(min(entry.review.next for entry in RULES.entries)) == ()
    assert len(RULES.overdue(date(2100, 1, 1))) == len(RULES.entries)


def test_every_rule_has_a_question_of_its_own() -> None:
    questions = [rule.question for rule in RULES.rules.values()]
    assert len(set(questions)) == len(RULES.rules)
    assert all(question.endswith("?") for question in questions)


def test_a_rule_that_must_be_asked_for_its_place_is_asked_in_the_history() -> None:
    for rule in RULES.rules.values():
        if rule.place is PlaceRule.ASKED:
            assert rule.asked is Asked.ALWAYS, rule.id


def test_settings_and_their_notes_agree() -> None:
    defaults = {field.name: getattr(Settings(), field.name) for field in fields(Settings)}
    assert {note.id: note.default for note in RULES.settings.values()} == defaults


def test_a_configurable_rule_of_the_files_has_a_setting_or_says_who_decides() -> None:
    limited = {note.rule for note in RULES.settings.values()}
    configurable = {rule.id for rule in RULES.rules.values() if rule.configurable}
    assert configurable - limited == {
        "ci_consent_incapable",  # who may sign: consent
        "ci_recent_surgery",  # no source gives a number of weeks: every yes counts
        "ci_steroid_short",
        "ci_botox",
    }


def test_hazard_is_the_stricter_of_both_files() -> None:
    atlas = Atlas.load().muscles
    tiers = [Hazard.LOW, Hazard.MODERATE, Hazard.HIGH, Hazard.ADVANCED_ONLY]
    for muscle in RULES.muscles.values():
        own = atlas[muscle.id].needling.hazard
        assert muscle.advanced is (own is Hazard.ADVANCED_ONLY)
        assert tiers.index(muscle.hazard) >= min(tiers.index(own), 2)
        assert all(
            tiers.index(muscle.hazard) >= tiers.index(RULES.hazards[h].risk) for h in muscle.hazards
        )
        assert muscle.hazards, muscle.id


def test_the_thorax_holds_every_muscle_from_which_a_needle_can_reach_the_lung() -> None:
    reach = {muscle.id for muscle in RULES.muscles.values() if muscle.pleura}
    assert reach == RULES.muscles_in("thorax")


def test_compressibility_is_stated_for_two_muscles_only() -> None:
    stated = {m.id for m in RULES.muscles.values() if m.basis.value == "source"}
    assert stated == {"psoas_major", "tibialis_posterior"}
    assert all(RULES.muscles[muscle].compressible is Compressible.NO for muscle in stated)


def test_a_published_length_or_depth_is_kept_apart_from_what_keeps_safe() -> None:
    for hazard in RULES.hazards.values():
        assert hazard.keep_safe, hazard.id
        for line in (*hazard.keep_safe, *hazard.avoid):
            assert not re.search(r"\d ?(mm|cm)\b|degrees", line), (hazard.id, line)


def test_packs_say_what_is_known_and_forbidden_states_are_named() -> None:
    florida = RULES.packs["US-FL"]
    assert (florida.years_licensed, florida.training_hours, florida.supervised_sessions) == (
        2,
        50,
        25,
    )
    assert florida.incident_days == 15
    assert "fl_486117" in {source.id for source in florida.sources}
    forbidden = {pack.id for pack in RULES.packs.values() if pack.status is Status.FORBIDDEN}
    assert forbidden == {"US-CA", "US-HI", "US-NY", "US-OR"}


def test_places_and_groups_that_do_not_exist_are_refused() -> None:
    with pytest.raises(InvalidInput, match="region"):
        RULES.muscles_in("knee")
    with pytest.raises(InvalidInput, match="group"):
        RULES.raised_by("med_none")
    assert RULES.raised_by("ci_latex") == ("ci_latex",)


def test_units_convert_to_the_unit_of_the_limits() -> None:
    kinds = RULES.observations
    assert kinds["temperature"].convert(100.0, "[degF]") == 37.8
    assert kinds["platelets"].convert(49_900, "/uL") == 49.9
    assert RULES.rules["ci_latex"].level is Level.CAUTION


@pytest.mark.parametrize(
    ("id", "short"),
    [
        ("brady2014", "Brady 2014"),
        ("aavr2017", "Acupuncture-associated vasovagal response (2017)"),
        ("sa_bn121", "Allied Health Professions Council of South Africa"),
    ],
)
def test_a_source_is_named_by_author_body_or_title(id: str, short: str) -> None:
    assert shipped_sources()[id].short == short
