"""What the screening files hold, and that a broken entry is refused by file, entry and key."""

from __future__ import annotations

import re
import shutil
from dataclasses import fields
from datetime import date
from pathlib import Path

import pytest

from filiform.errors import BrokenKnowledge, InvalidInput
from filiform.knowledge import Atlas, Hazard
from filiform.knowledge.screening import (
    Asked,
    Compressible,
    Level,
    PlaceRule,
    Status,
    load_rules,
    read_screening,
)
from filiform.knowledge.sources import DATA
from filiform.screening import Settings

RULES = load_rules()

BROKEN = [
    # file, what was changed, into what, and what the message must name
    ("rules.toml", 'level = "absolute"', 'level = "always"', "ci_consent_refused.level: one of"),
    ("rules.toml", 'actions = ["do_not_needle"]', 'actions = ["pray"]', "refused.actions: one of"),
    ("rules.toml", 'actions = ["do_not_needle"]', "actions = []", "refused.actions: at least one"),
    ("rules.toml", 'scope = "session"', 'scope = "region"', "ci_consent_refused.place: how"),
    (
        "rules.toml",
        'asked = "always"',
        'asked = "follow_up"',
        "ci_consent_refused.after: the rules",
    ),
    (
        "rules.toml",
        'after = ["ci_implant_site"]',
        'after = ["ci_no"]',
        "ci_estim_active_device.after",
    ),
    ("rules.toml", 'after = ["ci_implant_site"]', "", "ci_estim_active_device.after: the rules"),
    ("rules.toml", 'technique = "electrical"', 'technique = "x"', "_device.technique: electrical"),
    ("rules.toml", 'zones = ["thorax"]', 'zones = ["chest"]', "ci_chest_disease.zones: a region"),
    ("rules.toml", 'zones = ["thorax"]', "", "ci_chest_disease.zones: at least one"),
    ("rules.toml", 'id = "ci_latex"', 'id = "ci_metal_allergy"', "ci_metal_allergy.id: each id"),
    ("rules.toml", 'sources = ["iscp2012"', 'sources = ["nobody"', "refused.sources: ids of"),
    ("rules.toml", 'sources = ["anat"]', "sources = []", "sources: at least one source"),
    ("rules.toml", 'wording = "own"', 'wording = "own"\nmood = "x"', "refused.mood: no such key"),
    ("rules.toml", "next = 2027-05-23", "next = 2026-11-23", "review.next: a date after"),
    ("medicines.toml", 'rules = ["ci_anticoag"', 'rules = ["ci_none"', "med_vka.rules: ids of"),
    ("medicines.toml", 'bleeding = "minor"', 'bleeding = "much"', "med_nsaid.bleeding: one of"),
    ("medicines.toml", 'generic = "warfarin"', 'name = "warfarin"', "med_vka.drugs[0].generic"),
    ("medicines.toml", 'id = "med_vka"', 'id = "ci_anticoag"', "ci_anticoag.id: each id only once"),
    ("conditions.toml", 'rules = ["ci_valve"]', 'rules = ["ci_v"]', "cc_valve.rules: ids of"),
    ("conditions.toml", 'zone = "hip_joint"', 'zone = "hip"', "cc_joint_implant.places: a region"),
    ("conditions.toml", 'zones = ["breast"]', 'zones = ["b"]', "cc_breast_implant.zones: a region"),
    ("conditions.toml", "{ code = ", "{ cod = ", "cc_bleeding_disorder.snomed[0].code"),
    ("hazards.toml", 'risk = "moderate"', 'risk = "advanced_only"', "mh_general_all.risk: low"),
    ("hazards.toml", 'region = "general"', 'region = "odd"', "mh_general_all.region: a word"),
    (
        "hazards.toml",
        'region = "hand"',
        'region = "foot"',
        "mh_hand_intrinsics.muscles: muscles of",
    ),
    (
        "hazards.toml",
        'muscles = ["suboccipitals"]',
        'muscles = ["x"]',
        "mh_suboccipital_rcp.muscles",
    ),
    ("regions.toml", 'id = "low_back"', 'id = "thorax"', "thorax.id: each id only once"),
    ("regions.toml", 'id = "low_back"', 'id = "back"', "back.id: each id only once"),
    (
        "regions.toml",
        '"trapezius_upper"',
        '"trapezius_top"',
        "thorax.muscles: muscles of the atlas",
    ),
    ("regions.toml", 'regions = ["chest_wall", "upper_back"]', 'regions = ["x"]', "thorax.regions"),
    ("regions.toml", 'zone = "upper_quadrant"', 'zone = "arm_pit"', "spread[0].zone: a zone"),
    ("regions.toml", 'from = ["shoulder_girdle"', 'from = ["shoulder"', "spread[0].from: region"),
    ("regions.toml", '"head" = ["head_face"]', '"head" = ["skull"]', "words.head: region groups"),
    (
        "regions.toml",
        "regions = []\nmuscles = [\n",
        "regions = []\nmuscles = []\nx = [\n",
        "low_back",
    ),
    ("observations.toml", 'rule = "ci_inr_high"', 'rule = "ci_inr"', "inr.rule: an id of rules"),
    ("observations.toml", 'setting = "inr_limit"', 'setting = "inr"', "inr.limits: a setting"),
    ("observations.toml", 'unit = "{INR}"', 'unit = "kg"', "inr.unit: one of its units"),
    (
        "observations.toml",
        '"{INR}" = [1.0, 0.0]',
        '"{INR}" = [0.0, 0.0]',
        "inr.units.{INR}: a factor",
    ),
    ("observations.toml", '"{INR}" = [1.0, 0.0]', '"{INR}" = [1.0]', "inr.units.{INR}: 2 numbers"),
    ("observations.toml", 'when = "above"', 'when = "over"', "inr.limits[0].when: one of"),
    ("observations.toml", 'settles = "inr_', 'settles = "x_', "inr.settles: a setting"),
    ("observations.toml", 'rule = "ci_pregnancy"', 'rule = "ci_p"', "coded[0].rule: an id"),
    ("day_of.toml", 'raised_by = "no"', 'raised_by = "maybe"', "day_eaten.raised_by: yes or no"),
    ("day_of.toml", 'otherwise = "fill"', 'otherwise = "x"', "day_pregnancy.otherwise: one of"),
    ("day_of.toml", 'rules = ["ci_local_infection"]', 'rules = ["ci_x"]', "day_skin.rules: ids of"),
    ("settings.toml", 'default = "stop"', 'default = "go"', "phobia.default: one of its choices"),
    ("settings.toml", 'rule = "ci_needle_phobia"', 'rule = "ci_x"', "phobia.rule: an id of rules"),
    ("settings.toml", 'stricter = "lower"', 'stricter = "up"', "inr_limit.stricter: lower, higher"),
    ("settings.toml", "default = 3.0", "default = [3.0]", "inr_limit.default: a text"),
    ("jurisdictions.toml", 'status = "allowed"', 'status = "yes"', "US-FL.status: one of"),
    ("jurisdictions.toml", '["dr_us_status"]', '["dr_x"]', "US-CA.entries: ids of"),
    ("jurisdictions.toml", 'entries = ["dr_us_status"]', "entries = []", "US-CA.entries: at least"),
    ("jurisdictions.toml", 'id = "US-NV"', 'id = "US-FL"', "US-FL.id: each id only once"),
    ("jurisdictions.toml", "training_hours = 50", "training_hours = -1", "US-FL.training_hours"),
    ("compressibility.csv", "abductor_hallucis,", "abductor,", "abductor.muscle: a muscle"),
    ("compressibility.csv", ",bone,yes,own", ",air,yes,own", "abductor_digiti_minimi_foot.backing"),
    ("compressibility.csv", ",bone,yes,own", ",bone,no,own", "_foot.compressible: yes, from depth"),
    ("compressibility.csv", ",bone,yes,own", ",bone,yes,felt", "_minimi_foot.basis: one of"),
    ("compressibility.csv", "muscle,depth", "id,depth", "header: muscle, depth"),
    ("red_flags.toml", "severity = ", "grade = ", "rf_pneumothorax.severity"),
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(str(DATA / "screening"), tmp_path / "screening")
    shutil.copy(str(DATA / "sources.toml"), tmp_path)
    return tmp_path


def test_the_copy_is_sound_and_has_the_same_version(folder: Path) -> None:
    assert read_screening(folder, Atlas.load()).version == RULES.version


@pytest.mark.parametrize(("file", "old", "new", "named"), BROKEN)
def test_a_broken_entry_is_named(folder: Path, file: str, old: str, new: str, named: str) -> None:
    path = folder / "screening" / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(BrokenKnowledge, match=re.escape(named)):
        read_screening(folder, Atlas.load())


def test_a_changed_file_changes_the_version(folder: Path) -> None:
    path = folder / "screening" / "compressibility.csv"
    text = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(text[:-1]), encoding="utf-8")
    read = read_screening(folder, Atlas.load())
    missing = text[-1].split(",")[0]
    assert read.version != RULES.version
    assert read.muscles[missing].compressible is Compressible.NO, (
        "unread counts as not compressible"
    )


def test_everything_of_the_starting_knowledge_is_there() -> None:
    counts = (RULES.rules, RULES.medicines, RULES.conditions, RULES.hazards, RULES.red_flags)
    assert [len(entries) for entries in counts] == [52, 16, 57, 60, 12]
    assert set(RULES.muscles) == set(Atlas.load().muscles)


def test_every_entry_is_in_review() -> None:
    assert RULES.overdue(date(2026, 12, 1)) == ()
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
