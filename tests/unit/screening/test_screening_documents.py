"""A verdict as JSON: the document that the command line and other systems read."""

from __future__ import annotations

from dataclasses import replace

import pytest

from filiform.body.values import Side
from filiform.errors import InvalidInput
from filiform.knowledge.screening import load_rules
from filiform.screening import (
    Act,
    Change,
    Evidence,
    EvidenceKind,
    Level,
    MuscleVerdict,
    Outcome,
    Place,
    Question,
    Reason,
    RegionVerdict,
    Scope,
    Target,
    Verdict,
    Version,
    Why,
)
from filiform.screening.documents import evidence_to_json, main_action, verdict_to_json
from filiform.screening.places_text import place_from_text, target_from_text

RULES = load_rules()
REASON = Reason(
    id="ci_vascular",
    level=Level.RELATIVE,
    scope=Scope.REGION,
    outcome=Outcome.STOP,
    regions=(Place("arm", Side.LEFT), Place("hand")),
    muscles=(Target("soleus", Side.RIGHT), Target("psoas_major")),
    actions=(Act.AVOID_REGION, Act.MODIFY_TECHNIQUE),
    because=("item[1]",),
    matched=("cc_pvd",),
    sources=("iscp2012",),
    provisional=True,
    cleared=False,
    unverified=True,
    note="Look.",
)
VERDICT = Verdict(
    session=Outcome.CAUTION,
    muscles=(
        MuscleVerdict("soleus", Side.RIGHT, Outcome.STOP),
        MuscleVerdict("a", None, Outcome.CLEAR),
    ),
    regions=(RegionVerdict("arm", Side.LEFT, Outcome.STOP),),
    reasons=(REASON,),
    complete=False,
    questions=(Question("ci_vascular", "Any?", Why.WHERE, ("item[1]",), blocking=True),),
    unread=("entry[2]",),
    changes=(Change("ci_vascular", "Feel the pulse."),),
    version=Version("r", "a", "1"),
)


def test_the_document_holds_the_whole_verdict() -> None:
    assert verdict_to_json(VERDICT) == {
        "verdict": "caution",
        "muscles": [
            {"muscle": "soleus", "side": "right", "verdict": "stop"},
            {"muscle": "a", "side": None, "verdict": "clear"},
        ],
        "regions": [{"region": "arm", "side": "left", "verdict": "stop"}],
        "reasons": [
            {
                "id": "ci_vascular",
                "level": "relative",
                "verdict": "stop",
                "scope": "region",
                "regions": [{"region": "arm", "side": "left"}, {"region": "hand", "side": None}],
                "muscles": [
                    {"muscle": "soleus", "side": "right"},
                    {"muscle": "psoas_major", "side": None},
                ],
                "action": "avoid_region",
                "actions": ["avoid_region", "modify_technique"],
                "because": ["item[1]"],
                "matched": ["cc_pvd"],
                "sources": ["iscp2012"],
                "provisional": True,
                "cleared": False,
                "unverified": True,
                "note": "Look.",
            }
        ],
        "changes": [{"reason": "ci_vascular", "text": "Feel the pulse."}],
        "complete": False,
        "questions": [
            {
                "id": "ci_vascular",
                "text": "Any?",
                "why": "where",
                "because": ["item[1]"],
                "blocking": True,
            }
        ],
        "unread": ["entry[2]"],
        "version": {"engine": "1", "rules": "r", "atlas": "a"},
    }


@pytest.mark.parametrize(
    ("outcome", "actions", "wanted"),
    [
        (Outcome.CLEARANCE, (Act.AVOID_REGION, Act.CLEARANCE_FIRST), "clearance_first"),
        (Outcome.CLEARANCE, (Act.MODIFY_TECHNIQUE,), "clearance_first"),
        (Outcome.STOP, (Act.MODIFY_TECHNIQUE, Act.AVOID_REGION), "avoid_region"),
        (Outcome.STOP, (Act.AVOID_REGION, Act.DO_NOT_NEEDLE), "do_not_needle"),
        (Outcome.CAUTION, (Act.DO_NOT_NEEDLE, Act.MODIFY_TECHNIQUE), "modify_technique"),
        (Outcome.CAUTION, (Act.DO_NOT_NEEDLE,), "use_with_caution"),
        (Outcome.STOP, (), "use_with_caution"),
    ],
)
def test_the_main_action_is_the_strongest_that_fits(
    outcome: Outcome, actions: tuple[Act, ...], wanted: str
) -> None:
    assert main_action(replace(REASON, outcome=outcome, actions=actions)) == wanted


def test_evidence_shows_what_was_matched() -> None:
    item = Evidence(
        EvidenceKind.DEVICE, "cc_cardiac_device", "pacemaker", "Device/1", False, False,
        (Place("chest_wall", Side.LEFT), Place("arm")),
    )  # fmt: skip
    assert evidence_to_json([item]) == [
        {
            "kind": "device",
            "group": "cc_cardiac_device",
            "name": "pacemaker",
            "ref": "Device/1",
            "current": False,
            "certain": False,
            "places": [{"region": "chest_wall", "side": "left"}, {"region": "arm", "side": None}],
        }
    ]


def test_places_and_targets_in_one_word() -> None:
    assert place_from_text(" upper_limb:right ", RULES) == Place("upper_limb", Side.RIGHT)
    assert place_from_text("arm", RULES) == Place("arm")
    assert target_from_text("soleus:left", RULES) == Target("soleus", Side.LEFT)
    assert target_from_text(" soleus ", RULES) == Target("soleus")


@pytest.mark.parametrize(
    ("text", "field", "expected", "got"),
    [
        ("knee", "where", "a region group or zone, with :left or :right", "knee"),
        ("arm:up", "side", "left or right after the colon", "arm:up"),
        ("arm:", "side", "left or right after the colon", "arm:"),
    ],
)
def test_a_place_that_is_none(text: str, field: str, expected: str, got: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        place_from_text(text, RULES)
    assert (refused.value.field, refused.value.expected) == (field, expected)
    assert refused.value.got == got


@pytest.mark.parametrize(
    ("text", "field", "expected"),
    [
        ("soleu", "muscle", "a muscle of the atlas such as soleus, ecu"),
        ("zzzzzz", "muscle", "a muscle of the atlas"),
        ("soleus:up", "side", "left or right after the colon"),
        ("sphincter_ani_externus:left", "targets", "no side with sphincter_ani_externus"),
    ],
)
def test_a_target_that_is_none(text: str, field: str, expected: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        target_from_text(text, RULES)
    assert (refused.value.field, refused.value.expected) == (field, expected)


def test_at_most_three_muscles_are_suggested() -> None:
    with pytest.raises(InvalidInput) as refused:
        target_from_text("multifidus", RULES)
    assert refused.value.got == "multifidus"
    assert refused.value.expected.count(",") == 2
