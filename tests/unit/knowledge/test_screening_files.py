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
    # file, what was changed, into what, and how the refusal goes on after the file's name
    (
        "rules.toml",
        'level = "absolute"',
        'level = "always"',
        "ci_consent_refused.level: one of absolute, relative, caution, got 'always'",
    ),
    (
        "rules.toml",
        'actions = ["do_not_needle"]',
        'actions = ["pray"]',
        (
            "ci_consent_refused.actions: one of do_not_needle, clearance_first, "
            "avoid_region, modify_technique, use_with_caution, got 'pray'"
        ),
    ),
    (
        "rules.toml",
        'actions = ["do_not_needle"]',
        "actions = []",
        "ci_consent_refused.actions: at least one action",
    ),
    (
        "rules.toml",
        'scope = "session"',
        'scope = "region"',
        (
            "ci_consent_refused.place: how a region is found, for rules of scope region and "
            "only there"
        ),
    ),
    (
        "rules.toml",
        'asked = "always"',
        'asked = "follow_up"',
        "ci_consent_refused.after: the rules it follows, for a follow-up and only there",
    ),
    (
        "rules.toml",
        'after = ["ci_implant_site"]',
        'after = ["ci_no"]',
        "ci_estim_active_device.after: ids of this file, got 'ci_no'",
    ),
    (
        "rules.toml",
        'after = ["ci_implant_site"]',
        "",
        ("ci_estim_active_device.after: the rules it follows, for a follow-up and only there"),
    ),
    (
        "rules.toml",
        'technique = "electrical"',
        'technique = "x"',
        "ci_estim_active_device.technique: electrical, got 'x'",
    ),
    (
        "rules.toml",
        'zones = ["thorax"]',
        'zones = ["chest"]',
        "ci_chest_disease.zones: a region group or a zone, got 'chest'",
    ),
    ("rules.toml", 'zones = ["thorax"]', "", "ci_chest_disease.zones: at least one zone"),
    (
        "rules.toml",
        'id = "ci_latex"',
        'id = "ci_metal_allergy"',
        "ci_metal_allergy.id: each id only once, got 'ci_metal_allergy'",
    ),
    (
        "rules.toml",
        'sources = ["iscp2012"',
        'sources = ["nobody"',
        "ci_consent_refused.sources: ids of sources.toml, got 'nobody'",
    ),
    (
        "rules.toml",
        'sources = ["anat"]',
        "sources = []",
        "ci_acute_compartment_dvt.sources: at least one source",
    ),
    (
        "rules.toml",
        'wording = "own"',
        'wording = "own"\nmood = "x"',
        "ci_consent_refused.mood: no such key in this kind of entry",
    ),
    (
        "rules.toml",
        "next = 2027-05-23",
        "next = 2026-11-23",
        "review.next: a date after 2026-11-23, got '2026-11-23'",
    ),
    (
        "medicines.toml",
        'rules = ["ci_anticoag"',
        'rules = ["ci_none"',
        "med_vka.rules: ids of rules.toml, got 'ci_none'",
    ),
    (
        "medicines.toml",
        'bleeding = "minor"',
        'bleeding = "much"',
        "med_nsaid.bleeding: one of none, minor, antiplatelet, anticoagulant, got 'much'",
    ),
    (
        "medicines.toml",
        'generic = "warfarin"',
        'name = "warfarin"',
        "med_vka.drugs[0].generic: this key is required",
    ),
    (
        "medicines.toml",
        'id = "med_vka"',
        'id = "ci_anticoag"',
        "ci_anticoag.id: each id only once, got 'ci_anticoag'",
    ),
    (
        "conditions.toml",
        'id = "cc_valve"',
        'id = "ci_valve"',
        "ci_valve.id: each id only once, got 'ci_valve'",
    ),
    (
        "hazards.toml",
        'id = "mh_general_all"',
        'id = "ci_valve"',
        "ci_valve.id: each id only once, got 'ci_valve'",
    ),
    (
        "conditions.toml",
        'rules = ["ci_valve"]',
        'rules = ["ci_v"]',
        "cc_valve.rules: ids of rules.toml, got 'ci_v'",
    ),
    (
        "conditions.toml",
        'zone = "hip_joint"',
        'zone = "hip"',
        "cc_joint_implant.places: a region group or a zone, got 'hip'",
    ),
    (
        "conditions.toml",
        'zones = ["breast"]',
        'zones = ["b"]',
        "cc_breast_implant.zones: a region group or a zone, got 'b'",
    ),
    (
        "conditions.toml",
        "{ code = ",
        "{ cod = ",
        "cc_bleeding_disorder.snomed[0].code: this key is required",
    ),
    (
        "hazards.toml",
        'risk = "moderate"',
        'risk = "advanced_only"',
        ("mh_general_all.risk: low, moderate or high, got <Hazard.ADVANCED_ONLY: 'advanced_only'>"),
    ),
    (
        "hazards.toml",
        'region = "general"',
        'region = "odd"',
        "mh_general_all.region: a word of regions.toml, got 'odd'",
    ),
    (
        "hazards.toml",
        'region = "hand"',
        'region = "foot"',
        "mh_hand_intrinsics.muscles: muscles of its region, got 'hand'",
    ),
    (
        "hazards.toml",
        'muscles = ["suboccipitals"]',
        'muscles = ["x"]',
        "mh_suboccipital_rcp.muscles: muscles of the atlas, got 'x'",
    ),
    (
        "regions.toml",
        'id = "low_back"',
        'id = "thorax"',
        "thorax.id: each id only once, got 'thorax'",
    ),
    ("regions.toml", 'id = "low_back"', 'id = "back"', "back.id: each id only once, got 'back'"),
    (
        "regions.toml",
        '"trapezius_upper"',
        '"trapezius_top"',
        "thorax.muscles: muscles of the atlas, got 'trapezius_top'",
    ),
    (
        "regions.toml",
        'regions = ["chest_wall", "upper_back"]',
        'regions = ["x"]',
        "thorax.regions: region groups of the atlas, got 'x'",
    ),
    (
        "regions.toml",
        'zone = "upper_quadrant"',
        'zone = "arm_pit"',
        "spread[0].zone: a zone of this file, got 'arm_pit'",
    ),
    (
        "regions.toml",
        'from = ["shoulder_girdle"',
        'from = ["shoulder"',
        "spread[0].from: region groups of the atlas, got 'shoulder'",
    ),
    (
        "regions.toml",
        '"head" = ["head_face"]',
        '"head" = ["skull"]',
        "words.head: region groups of the atlas, got 'skull'",
    ),
    (
        "regions.toml",
        "regions = []\nmuscles = [\n",
        "regions = []\nmuscles = []\nx = [\n",
        "low_back.regions: at least one region or muscle",
    ),
    (
        "observations.toml",
        'rule = "ci_inr_high"',
        'rule = "ci_inr"',
        "inr.rule: an id of rules.toml, got 'ci_inr'",
    ),
    (
        "observations.toml",
        'setting = "inr_limit"',
        'setting = "inr"',
        "inr.limits: a setting, got 'inr'",
    ),
    ("observations.toml", 'unit = "{INR}"', 'unit = "kg"', "inr.unit: one of its units, got 'kg'"),
    (
        "observations.toml",
        '"{INR}" = [1.0, 0.0]',
        '"{INR}" = [0.0, 0.0]',
        "inr.units.{INR}: a factor above 0, got 0.0",
    ),
    (
        "observations.toml",
        '"{INR}" = [1.0, 0.0]',
        '"{INR}" = [1.0]',
        "inr.units.{INR}: 2 numbers, got [1.0]",
    ),
    (
        "observations.toml",
        'when = "above"',
        'when = "over"',
        "inr.limits[0].when: one of above, from, below, got 'over'",
    ),
    (
        "observations.toml",
        'settles = "inr_',
        'settles = "x_',
        "inr.settles: a setting, got 'x_valid_days'",
    ),
    (
        "observations.toml",
        'rule = "ci_pregnancy"',
        'rule = "ci_p"',
        "coded[0].rule: an id of rules.toml, got 'ci_p'",
    ),
    (
        "day_of.toml",
        'raised_by = "no"',
        'raised_by = "maybe"',
        "day_eaten.raised_by: yes or no, got 'maybe'",
    ),
    (
        "day_of.toml",
        'otherwise = "fill"',
        'otherwise = "x"',
        "day_pregnancy.otherwise: one of keep, fill, replace, got 'x'",
    ),
    (
        "day_of.toml",
        'rules = ["ci_local_infection"]',
        'rules = ["ci_x"]',
        "day_skin.rules: ids of rules.toml, got 'ci_x'",
    ),
    (
        "settings.toml",
        'default = "stop"',
        'default = "go"',
        "phobia.default: one of its choices, got 'go'",
    ),
    (
        "settings.toml",
        'rule = "ci_needle_phobia"',
        'rule = "ci_x"',
        "phobia.rule: an id of rules.toml, got 'ci_x'",
    ),
    (
        "settings.toml",
        'stricter = "lower"',
        'stricter = "up"',
        "inr_limit.stricter: lower, higher, got 'up'",
    ),
    (
        "settings.toml",
        "default = 3.0",
        "default = [3.0]",
        "inr_limit.default: a text, a number, true or false, got [3.0]",
    ),
    (
        "jurisdictions.toml",
        'status = "allowed"',
        'status = "yes"',
        "US-FL.status: one of allowed, forbidden, unclear, got 'yes'",
    ),
    (
        "jurisdictions.toml",
        '["dr_us_status"]',
        '["dr_x"]',
        "US-CA.entries: ids of entries of this file, got 'dr_x'",
    ),
    (
        "jurisdictions.toml",
        'entries = ["dr_us_status"]',
        "entries = []",
        "US-CA.entries: at least one entry",
    ),
    (
        "jurisdictions.toml",
        'id = "US-NV"',
        'id = "US-FL"',
        "US-FL.id: each id only once, got 'US-FL'",
    ),
    (
        "jurisdictions.toml",
        "training_hours = 50",
        "training_hours = -1",
        "US-FL.training_hours: a whole number, 1 or more, got -1",
    ),
    (
        "compressibility.csv",
        "abductor_hallucis,",
        "abductor,",
        "abductor.muscle: a muscle of the atlas, once, got 'abductor'",
    ),
    (
        "compressibility.csv",
        ",bone,yes,own",
        ",air,yes,own",
        (
            "abductor_digiti_minimi_foot.backing: a depth and a backing that go together, "
            "got 'superficial, air'"
        ),
    ),
    (
        "compressibility.csv",
        ",bone,yes,own",
        ",bone,no,own",
        "abductor_digiti_minimi_foot.compressible: yes, from depth and backing",
    ),
    (
        "compressibility.csv",
        ",bone,yes,own",
        ",bone,yes,felt",
        "abductor_digiti_minimi_foot.basis: one of source, own, got 'felt'",
    ),
    (
        "compressibility.csv",
        "muscle,depth",
        "id,depth",
        (
            "header: muscle, depth, backing, compressible, basis, got ['id', 'depth', "
            "'backing', 'compressible', 'basis']"
        ),
    ),
    ("red_flags.toml", "severity = ", "grade = ", "rf_pneumothorax.severity: this key is required"),
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(str(DATA / "screening"), tmp_path / "screening")
    shutil.copy(str(DATA / "sources.toml"), tmp_path)
    return tmp_path


def test_the_copy_reads_as_the_same_rules(folder: Path) -> None:
    assert read_screening(folder, Atlas.load()) == RULES


@pytest.mark.parametrize(("file", "old", "new", "named"), BROKEN)
def test_a_broken_entry_is_named(folder: Path, file: str, old: str, new: str, named: str) -> None:
    path = folder / "screening" / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(BrokenKnowledge) as refused:
        read_screening(folder, Atlas.load())
    assert str(refused.value) == f"screening/{file}: {named}"


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
