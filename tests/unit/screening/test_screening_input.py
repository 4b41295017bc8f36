"""Screening refuses what names nothing, and says which field."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from filiform.body.values import Side
from filiform.errors import InvalidInput
from filiform.knowledge.screening import load_rules
from filiform.screening import (
    Answer,
    Clearance,
    DayAnswer,
    Evidence,
    EvidenceKind,
    History,
    Observation,
    Override,
    Place,
    Reply,
    Target,
    Verdict,
    basis_of,
    screen,
)

ON = date(2026, 11, 23)
LATER = date(2026, 11, 24)
YES = Reply.YES


def given(**parts: object) -> History:
    return History(**parts)  # type: ignore[arg-type]  # each test names one part


def evidence(group: str, **parts: object) -> Evidence:
    return Evidence(EvidenceKind.CONDITION, group, "x", "C/1", **parts)  # type: ignore[arg-type]  # same


WRONG: list[tuple[Callable[[], Verdict], str]] = [
    (
        lambda: screen(given(answers=(Answer("ci_none", YES),)), on=ON),
        "answers: ids of rules, got 'ci_none'",
    ),
    (
        lambda: screen(given(answers=(Answer("ci_latex", YES, (Place("knee"),)),)), on=ON),
        "region: a region group of the atlas or a zone, got 'knee'",
    ),
    (
        lambda: screen(given(answers=(Answer("ci_latex", YES, on=LATER),)), on=ON),
        "answers: no date after 2026-11-23, got '2026-11-24'",
    ),
    (
        lambda: screen(given(answers=(Answer("ci_latex", YES, since=LATER),)), on=ON),
        "answers: no date after 2026-11-23, got '2026-11-24'",
    ),
    (
        lambda: screen(given(evidence=(evidence("cc_none"),)), on=ON),
        "group: a medicine class, condition group or rule, got 'cc_none'",
    ),
    (
        lambda: screen(given(evidence=(evidence("cc_valve", places=(Place("x"),)),)), on=ON),
        "region: a region group of the atlas or a zone, got 'x'",
    ),
    (
        lambda: screen(given(evidence=(evidence("cc_valve", since=LATER),)), on=ON),
        "evidence: no date after 2026-11-23, got '2026-11-24'",
    ),
    (
        lambda: screen(given(observations=(Observation("hb", 1, "g/L", ON, "O"),)), on=ON),
        "observations: kinds of the rules, got 'hb'",
    ),
    (
        lambda: screen(given(observations=(Observation("inr", 1, "kg", ON, "O"),)), on=ON),
        "observations: inr in one of {INR}, 1, {ratio}, got 'kg'",
    ),
    (
        lambda: screen(given(observations=(Observation("inr", 1, "1", LATER, "O"),)), on=ON),
        "observations: no date after 2026-11-23, got '2026-11-24'",
    ),
    (
        lambda: screen(given(birth_date=LATER), on=ON),
        "birth_date: no date after 2026-11-23, got '2026-11-24'",
    ),
    (
        lambda: screen(given(day=(DayAnswer("day_none", Reply.NO),)), on=ON),
        "day: one of day_alcohol, day_eaten, day_fever, day_medicines, day_pregnancy, "
        "day_reaction, day_skin, day_surgery, got 'day_none'",
    ),
    (
        lambda: screen(History(), on=ON, targets=[Target("biceps")]),
        "targets: ids of muscles of the atlas, got 'biceps'",
    ),
    (
        lambda: screen(History(), on=ON, targets=[Target("sphincter_ani_externus", Side.LEFT)]),
        "targets: no side with sphincter_ani_externus, got 'left'",
    ),
    (
        lambda: screen(History(), on=ON, targets=[Target("soleus"), Target("soleus")]),
        "targets: each muscle and side once",
    ),
    (
        lambda: screen(History(), on=ON, jurisdiction="Florida"),
        "jurisdiction: a code such as US-FL, got 'Florida'",
    ),
    (
        lambda: screen(History(), on=ON, jurisdiction="US-FL2X"),
        "jurisdiction: a code such as US-FL, got 'US-FL2X'",
    ),
    (
        lambda: screen(History(), on=ON, clearances=[Clearance("mh_scm", "Dr", ON, ON)]),
        "clearances: ids of rules, got 'mh_scm'",
    ),
    (
        lambda: screen(
            History(), on=ON, clearances=[Clearance("ci_valve", "Dr", ON, ON, (Place("x"),))]
        ),
        "region: a region group of the atlas or a zone, got 'x'",
    ),
    (
        lambda: screen(History(), on=ON, overrides=[Override("ci_consent_refused", "A", ON, "b")]),
        "overrides: a reason that may be overridden, got 'ci_consent_refused'",
    ),
    (
        lambda: screen(History(), on=ON, overrides=[Override("open_questions", "A", ON, "b")]),
        "overrides: a reason that may be overridden, got 'open_questions'",
    ),
]


@pytest.mark.parametrize(("ask", "named"), WRONG, ids=[named for _, named in WRONG])
def test_what_names_nothing_is_refused(ask: Callable[[], Verdict], named: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        ask()
    assert str(refused.value) == named


def test_an_override_of_another_day_changes_nothing() -> None:
    known = given(answers=(Answer("ci_prev_severe_reaction", YES),))
    yesterday = Override("ci_prev_severe_reaction", "A. Lee", date(2026, 11, 22), "agreed")
    assert screen(known, on=ON, overrides=[yesterday]).session.word == "stop"


def test_an_override_does_not_lift_the_open_questions() -> None:
    verdict = screen(History(), on=ON, overrides=[Override("ci_valve", "A. Lee", ON, "agreed")])
    assert (verdict.session.word, verdict.complete) == ("caution", False)


def test_the_verdict_names_the_versions_that_made_it() -> None:
    version = screen(History(), on=ON).version
    assert (version.rules, version.atlas) == (load_rules().version, load_rules().atlas)
    assert version.engine


def test_the_basis_of_a_clearance_names_every_risk_on_file_and_no_more() -> None:
    known = given(
        answers=(
            Answer("ci_valve", YES),
            Answer("ci_latex", Reply.NO),
            Answer("ci_pregnancy", YES, trimester=2),
            Answer("ci_vascular", YES, (Place("arm", Side.LEFT), Place("hand"))),
        ),
        evidence=(evidence("cc_valve"), evidence("cc_lung", current=False)),
        observations=(
            Observation("inr", 4.0, "{INR}", ON, "O/1"),
            Observation("platelets", 250, "10*3/uL", ON, "O/2"),
        ),
        birth_date=date(2012, 1, 1),
        day=(DayAnswer("day_surgery", YES),),
    )
    assert basis_of(known, on=ON) == {
        "ci_valve:yes",
        "ci_pregnancy:yes:2",
        "ci_vascular:yes:arm/left:hand/",
        "cc_valve:x",
        "inr=4 {INR} on 2026-11-23",
        "day_surgery on 2026-11-23",
    }


def test_what_must_change_is_said_once_in_words_and_never_as_a_depth() -> None:
    known = given(answers=(Answer("ci_fainting_tendency", YES),))
    verdict = screen(
        known,
        on=ON,
        targets=[Target("obliquus_capitis_inferior", Side.LEFT), Target("scm_sternal", Side.LEFT)],
        jurisdiction="US-VA",
    )
    texts = [(change.reason, change.text) for change in verdict.changes]
    assert len(set(texts)) == len(texts)
    assert ("mh_suboccipital_oci", "Experienced hands only") in texts
    assert ("mh_scm", "Avoid: Both sides in one session is prudent to avoid") in texts
    assert ("jurisdiction", "A referral by a physician is required.") in texts
    assert ("jurisdiction", "Consent is signed and kept in the record.") in texts
    assert any(reason == "ci_fainting_tendency" for reason, _ in texts)
    assert not any(" mm" in text or " cm" in text for _, text in texts)


def test_nevada_asks_for_one_insertion_a_needle_and_georgia_for_a_consultation() -> None:
    def law(place: str) -> set[str]:
        changes = screen(History(), on=ON, jurisdiction=place).changes
        return {change.text for change in changes if change.reason == "jurisdiction"}

    assert "One needle, one insertion." in law("US-NV")
    assert "Consultation with a physician is required." in law("US-GA")
    assert "Where a physician referred, talk to the physician first." in law("US-NJ")
    assert law("US-MD") == set()
