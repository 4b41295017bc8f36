"""The note says what the record says, in prose."""

from __future__ import annotations

from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest
from needling_makers import B, marker, not_out, placed, removed, withdrawn

from filiform.body.values import Side
from filiform.knowledge.atlas import Atlas
from filiform.locating import Palpation, PalpationResult
from filiform.needling import Event, Mode, NoteRecord, digest, mid_sentence, replay, write_note


def palpated(muscle: str, *results: PalpationResult) -> Palpation:
    return Palpation(muscle, Side.RIGHT, frozenset(results))


NEW_YORK = ZoneInfo("America/New_York")
DONE = NoteRecord(
    complaint="Shoulder pain",
    strongest_pain=7,
    areas=("right front of shoulder", "right upper arm"),
    exam=(
        palpated("infraspinatus", PalpationResult.TAUT_BAND, PalpationResult.FAMILIAR_PAIN),
        palpated("teres_minor", PalpationResult.NOTHING),
        palpated("supraspinatus", PalpationResult.NOTHING),
    ),
    needling=replay(
        [
            placed(1, value=marker(2)),
            placed(2, B, marker(1, Mode.PISTONED, "teres_minor"), minutes=2),
            removed(3, of=B, minutes=3),
            removed(4, 2, minutes=10),
        ]
    ),
)
NOTHING = NoteRecord(None, None, (), (), replay([]))


def text(record: NoteRecord) -> str:
    return write_note(record, Atlas.load(), NEW_YORK)


def test_a_full_visit_reads_as_clinical_prose() -> None:
    assert text(DONE).split("\n\n") == [
        "Presenting. Shoulder pain, strongest pain 7/10. Painted by the patient: right front of"
        " shoulder and right upper arm.",
        "Examination by palpation. Right infraspinatus: taut band; pressure reproduced the"
        " familiar pain. Nothing abnormal on palpation: right teres minor and right supraspinatus.",
        "Dry needling. Right infraspinatus: 2 needles 0.30 × 50 mm, left in from 12:00 to 12:10"
        " (10 min), removed. Right teres minor: 1 needle 0.30 × 50 mm, pistoned at 12:02, removed.",
        "Needle count: 3 in, 3 out.",
        "Screening for contraindications is not part of this record.",
    ]


@pytest.mark.parametrize(
    ("results", "said"),
    [
        (["tender"], "tender."),
        (["familiar_pain"], "pressure reproduced the familiar pain."),
        (["tender", "taut_band", "twitch"], "tender, taut band and local twitch response."),
        (
            ["taut_band", "familiar_pain", "referral"],
            "taut band; pressure reproduced the familiar pain and referred pain elsewhere.",
        ),
    ],
)
def test_what_palpation_showed_in_words(results: list[str], said: str) -> None:
    line = palpated("soleus", *(PalpationResult(result) for result in results))
    assert f"Right soleus: {said}" in text(replace(NOTHING, exam=(line,)))


def test_every_result_has_words() -> None:
    for result in PalpationResult:
        note = text(replace(NOTHING, exam=(palpated("soleus", result),)))
        assert "soleus: ." not in note


def test_names_with_commas_are_kept_apart() -> None:
    places = ("right back of the neck, lower", "right C7-T1")
    note = text(replace(DONE, areas=places))
    assert "Painted by the patient: right back of the neck, lower; right C7-T1." in note


@pytest.mark.parametrize(
    ("name", "inside"),
    [("Infraspinatus", "infraspinatus"), ("C7-T1", "C7-T1"), ("SI joint", "SI joint"), ("", "")],
)
def test_a_name_inside_a_sentence(name: str, inside: str) -> None:
    assert mid_sentence(name) == inside


def test_an_empty_visit_claims_nothing() -> None:
    note = text(NOTHING)
    assert "sent no questionnaire" in note
    assert "No palpation findings were recorded." in note
    assert "No needle was placed." in note
    assert "Needle count" not in note


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (0.05, "left in at 12:00 for 3 s, removed"),
        (0.75, "left in at 12:00 for 45 s, removed"),
        (0.999, "left in at 12:00 for 1 min, removed"),
        (1.2, "left in from 12:00 to 12:01 (1 min), removed"),
        (65, "left in from 12:00 to 13:05 (1 h 5 min), removed"),
        (120, "left in from 12:00 to 14:00 (2 h), removed"),
    ],
)
def test_how_long_a_needle_was_in(minutes: float, words: str) -> None:
    events: list[Event] = [placed(1), removed(2, minutes=minutes)]
    assert words in text(replace(NOTHING, needling=replay(events)))


def test_needles_still_in_and_mistakes_are_said() -> None:
    events: list[Event] = [placed(1, value=marker(2)), removed(2), placed(3, B), withdrawn(4, B)]
    note = text(replace(NOTHING, needling=replay(events)))
    assert "left in from 12:00, 1 still in." in note
    assert "Needle count: 2 in, 1 out. Entered by mistake and withdrawn: 1." in note


def test_a_named_site_says_where_when_the_muscle_has_several() -> None:
    muscle = next(m for m in Atlas.load().muscles.values() if len(m.sites) > 1)
    site = muscle.sites[1]
    line = Palpation(muscle.id, site.sides[0], frozenset({PalpationResult.TENDER}), site.id)
    assert f"({site.location})" in text(replace(NOTHING, exam=(line,)))


def test_the_digest_tells_when_anything_has_changed() -> None:
    events = list(DONE.needling.seen)
    same = replace(DONE, needling=replay([*events, events[0]]))
    assert digest(DONE, "words") == digest(same, "words")
    changed = {
        digest(DONE, "words"),
        digest(DONE, "other words"),
        digest(replace(DONE, exam=DONE.exam[1:]), "words"),
        digest(replace(DONE, needling=replay([*events, not_out(9)])), "words"),
    }
    assert len(changed) == 4
