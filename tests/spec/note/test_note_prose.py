"""A visit as recorded, and the prose it becomes: each row names the section and its paragraphs."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from filiform.body.values import Side
from filiform.consent import Decision
from filiform.exam import PainNow, ppt, rom
from filiform.intake import Began, Onset, PartialDate
from filiform.knowledge.atlas import Atlas
from filiform.locating import Palpation, PalpationResult, ResistedFinding, RomResult
from filiform.needling import (
    Marker,
    Mode,
    NeedleSettings,
    Needling,
    Placed,
    Removed,
    Target,
    replay,
)
from filiform.note import (
    Activity,
    Agreed,
    CareGiven,
    NoteRecord,
    PainedPlace,
    PainScore,
    PlanKept,
    SheetGiven,
    Told,
    digest,
    write_note,
)
from filiform.plan import (
    Depth,
    Dose,
    Event,
    Goal,
    GoalKind,
    Maintenance,
    Operation,
    Plan,
    PlannedCare,
    PlannedTarget,
    Rhythm,
    Upkeep,
    Where,
)
from filiform.plan import Mode as PlannedMode

NEW_YORK = ZoneInfo("America/New_York")
NOON = datetime(2026, 11, 23, 17, 0, tzinfo=UTC)
RIGHT = Side.RIGHT
NOTHING = NoteRecord()


def felt(muscle: str, *results: PalpationResult) -> Palpation:
    return Palpation(muscle, RIGHT, frozenset(results))


def one_needle(muscle: str = "infraspinatus", side: Side = RIGHT) -> Needling:
    settings = NeedleSettings(1, 0.30, 50, Mode.LEFT_IN)
    placed = Placed(UUID(int=1), UUID(int=9), NOON, Marker(Target(muscle, side), settings))
    out = Removed(UUID(int=2), UUID(int=9), NOON + timedelta(minutes=10), 1)
    return replay([placed, out])


TOLD = Told(
    complaint="Shoulder pain",
    group="Desk work",
    onset=Onset(Began.INJURY, PartialDate(2026, 5)),
    scores=(PainScore("strongest", 7), PainScore("now", 4)),
    activities=(Activity("reaching up", 3), Activity("sleeping on it", 5)),
    places=(
        PainedPlace("right front of shoulder", "Ache", 7, 61.6),
        PainedPlace("right upper arm"),
    ),
    story="Since I moved\nhouse.",
    hopes="Swim with\nmy son",
    earlier=(date(2026, 11, 9), 8),
)
WHOLE = Plan(
    targets=(
        PlannedTarget("infraspinatus", RIGHT, dose=Dose(2, PlannedMode.LEFT_IN, Depth.DEEP)),
        PlannedTarget("soleus", Side.LEFT),
    ),
    rhythm=Rhythm(3, 7, date(2026, 11, 23)),
    goals=(Goal("reaching up", GoalKind.ACTIVITY, 3, 7),),
    reassess_on=date(2026, 12, 9),
    care=(PlannedCare("stretching", 5, Where.HOME, "after\nwork"), PlannedCare("massage")),
    events=(Event(date(2026, 12, 20), "Regatta"),),
    operation=Operation("cuff repair", date(2026, 10, 1), date(2026, 11, 20), "no weights"),
    maintenance=Maintenance(Upkeep.REGULAR, 4, "as long as it helps."),
    words="Call the surgeon.",
)
LIMITED = rom("shoulder", "external rotation", RIGHT, RomResult.LIMITED_PAINFUL, 55, 80)
FREE = rom("shoulder", "external rotation", RIGHT, RomResult.NORMAL, 68, 80)

ROWS: list[tuple[str, NoteRecord, str, list[str]]] = [
    (
        "nothing was sent",
        NOTHING,
        "Subjective",
        ["The patient has sent no questionnaire and no drawing."],
    ),
    (
        "everything was sent",
        NoteRecord(told=TOLD),
        "Subjective",
        [
            "Shoulder pain (desk work). Began after an injury, 2026-05."
            " Pain: strongest 7/10, now 4/10."
            " Strongest pain at the visit of 9 November 2026: 8/10.",
            "Activities, 0 unable to 10 as before: reaching up 3 and sleeping on it 5.",
            "Painted by the patient: right front of shoulder (ache 7/10 62 cm²) and right upper"
            " arm.",
            "In the patient's words: “Since I moved house.” Hopes to do again: “Swim with my son”",
        ],
    ),
    (
        "no date was known",
        NoteRecord(told=Told("Headache", onset=Onset(Began.SLOWLY))),
        "Subjective",
        ["Headache. Began slowly."],
    ),
    (
        "a complaint alone",
        NoteRecord(told=Told("Headache")),
        "Subjective",
        ["Headache."],
    ),
    ("no examination", NOTHING, "Objective", ["No examination was recorded."]),
    (
        "palpation, positive and negative",
        NoteRecord(
            exam=(
                felt("infraspinatus", PalpationResult.TAUT_BAND, PalpationResult.FAMILIAR_PAIN),
                felt("teres_minor", PalpationResult.NOTHING),
                felt("supraspinatus", PalpationResult.NOTHING),
            )
        ),
        "Objective",
        [
            "Palpation. Right infraspinatus: taut band; pressure reproduced the familiar pain."
            " Nothing abnormal on palpation: right teres minor and right supraspinatus."
        ],
    ),
    (
        "measures with the other side",
        NoteRecord(
            exam=(
                LIMITED,
                ppt("infraspinatus", RIGHT, (210, 230, 220), (310,)),
                ResistedFinding("infraspinatus", RIGHT, painful=True, weak=False),
                PainNow(6),
            )
        ),
        "Objective",
        [
            "Measures. Shoulder external rotation, right: 55°, limited and painful at end range,"
            " left 80°. Pressure pain threshold, right infraspinatus: 220 kPa (mean of 3,"
            " spread 20), other side 310 kPa (one reading), ratio 0.71. Resisted test, right"
            " infraspinatus: painful. Pain now: 6/10."
        ],
    ),
    (
        "a re-test claims no effect",
        NoteRecord(exam=(PainNow(6),), retest=(PainNow(4),)),
        "Objective",
        [
            "Measures. Pain now: 6/10.",
            "Re-test right after needling. Pain now: 6 to 4/10 (-2). Differences right after"
            " needling do not show whether it helped.",
        ],
    ),
    (
        "no verdict",
        NOTHING,
        "Assessment",
        ["Screening for contraindications is not part of this record."],
    ),
    (
        "familiar pain and a limited movement",
        NoteRecord(exam=(felt("infraspinatus", PalpationResult.FAMILIAR_PAIN), LIMITED)),
        "Assessment",
        [
            "Familiar pain was reproduced on palpation of: right infraspinatus.",
            "Limited movement: shoulder external rotation, right (55°, limited and painful at end"
            " range, left 80°).",
            "Screening for contraindications is not part of this record.",
        ],
    ),
    (
        "palpated, and the familiar pain in no muscle",
        NoteRecord(exam=(felt("soleus", PalpationResult.TENDER), FREE)),
        "Assessment",
        [
            "Palpation reproduced the familiar pain in no muscle that was tested.",
            "Screening for contraindications is not part of this record.",
        ],
    ),
    ("no plan", NOTHING, "Plan", ["Nothing was recorded for the plan."]),
    (
        "needles and no sheet",
        NoteRecord(needling=one_needle()),
        "Plan",
        ["No aftercare sheet was given."],
    ),
    (
        "a sheet given, and measures to repeat",
        NoteRecord(
            needling=one_needle(), aftercare=SheetGiven(2, NOON), exam=(PainNow(6), LIMITED)
        ),
        "Plan",
        [
            "Aftercare sheet for the needled places given at 12:00 (version 2).",
            "To measure again at the next visit: pain now; shoulder external rotation, right.",
        ],
    ),
    (
        "a whole plan",
        NoteRecord(plan=PlanKept(WHOLE, 2, date(2026, 11, 23))),
        "Plan",
        [
            "Plan, version 2. To needle: right infraspinatus (2 needles, left in, deep); left"
            " soleus. 3 sessions, at least 7 days apart, from 23 November 2026. Next planned for"
            " 30 November 2026. Goals: reaching up, now 3/10, aim 7/10. Reassessment on"
            " 9 December 2026.",
            "Other care: stretching (5 days a week, at home, after work); massage. Days that"
            " count: Regatta on 20 December 2026. Operation: cuff repair on 1 October 2026; the"
            " surgeon allows care there from 20 November 2026; limits: no weights. After the"
            " course: regular visits every 4 weeks, reviewed each time; as long as it helps.",
            "Notes on the plan: Call the surgeon.",
        ],
    ),
    (
        "a plan of one word",
        NoteRecord(plan=PlanKept(Plan(words="Wait."), 1, date(2026, 11, 23))),
        "Plan",
        ["Plan, version 1.", "Notes on the plan: Wait."],
    ),
    (
        "care given beside the needles",
        NoteRecord(given=(CareGiven("Manual therapy", "neck,\ngrade II."), CareGiven("Massage"))),
        "Plan",
        [
            "Given at this visit beside needles: manual therapy (neck, grade II); massage.",
        ],
    ),
    (
        "a sheet with its warning signs and words",
        NoteRecord(
            needling=one_needle(),
            aftercare=SheetGiven(
                1,
                NOON,
                ("right shoulder",),
                ("Trouble with a lung", "Allergy"),
                "Stretch\nslowly.",
                ("right shoulder (infraspinatus)",),
            ),
        ),
        "Plan",
        [
            "Aftercare sheet for right shoulder given at 12:00 (version 1). Warning signs on it:"
            " trouble with a lung; allergy. Stretches shown: right shoulder (infraspinatus)."
            " Advice in own words: “Stretch slowly.”",
        ],
    ),
    ("consent was never asked", NOTHING, "Consent", ["No consent to needles is on file."]),
    (
        "consent given by a parent",
        NoteRecord(
            consent=Agreed(Decision.AGREED, date(2026, 11, 23), ("neck", "shoulder"), "Ann Example")
        ),
        "Consent",
        [
            "The patient agreed to needles in neck and shoulder on 23 November 2026 (Ann Example"
            " for the patient)."
        ],
    ),
    (
        "consent refused",
        NoteRecord(consent=Agreed(Decision.REFUSED, date(2026, 11, 23), ("neck",))),
        "Consent",
        ["The patient refused needles in neck on 23 November 2026."],
    ),
    (
        "consent withdrawn",
        NoteRecord(consent=Agreed(Decision.WITHDRAWN, date(2026, 11, 23), ("neck",))),
        "Consent",
        ["The patient withdrew consent on 23 November 2026."],
    ),
    ("no needle", NOTHING, "Needles", ["No needle was placed."]),
    (
        "one needle",
        NoteRecord(needling=one_needle()),
        "Needles",
        [
            "Dry needling with solid filiform needles; nothing was injected.",
            "Right infraspinatus: 1 needle 0.30 × 50 mm, left in from 12:00 to 12:10 (10 min),"
            " removed.",
            "Needle count: 1 in, 1 out.",
        ],
    ),
    (
        "pain before and after",
        NoteRecord(exam=(PainNow(6),), retest=(PainNow(4),)),
        "Response",
        ["Pain now: 6/10 before needling, 4/10 after it."],
    ),
    (
        "movement before and after",
        NoteRecord(exam=(LIMITED, PainNow(6)), retest=(FREE,)),
        "Response",
        [
            "Re-test right after needling. Shoulder external rotation, right: 55 to 68° (+13),"
            " more than the measurement error of 5°. Differences right after needling do not show"
            " whether it helped."
        ],
    ),
]


def sections(record: NoteRecord) -> dict[str, list[str]]:
    written = write_note(record, Atlas.load(), NEW_YORK)
    return {one.heading: [*one.paragraphs] for part in written.parts for one in part.sections}


@pytest.mark.parametrize(("sentence", "record", "heading", "said"), ROWS, ids=[r[0] for r in ROWS])
def test_a_visit_becomes_prose(
    sentence: str, record: NoteRecord, heading: str, said: list[str]
) -> None:
    assert sections(record)[heading] == said, sentence


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
    line = felt("soleus", *(PalpationResult(result) for result in results))
    assert sections(NoteRecord(exam=(line,)))["Objective"] == [f"Palpation. Right soleus: {said}"]


def test_every_result_has_words() -> None:
    for result in PalpationResult:
        said = sections(NoteRecord(exam=(felt("soleus", result),)))["Objective"]
        assert "soleus: ." not in said[0]


def test_a_section_without_content_is_left_out_of_the_procedure_note() -> None:
    written = write_note(NOTHING, Atlas.load(), NEW_YORK)
    assert [part.title for part in written.parts] == ["SOAP note", "Procedure note"]
    headings = [[one.heading for one in part.sections] for part in written.parts]
    assert headings == [
        ["Subjective", "Objective", "Assessment", "Plan"],
        ["Consent", "Safety", "Needles"],
    ]


def test_the_same_as_plain_text() -> None:
    text = write_note(NoteRecord(told=Told("Headache")), Atlas.load(), NEW_YORK).text
    assert text.startswith("SOAP NOTE\n\nSubjective:\nHeadache.\n\nObjective:\n")
    assert "\n\nPROCEDURE NOTE\n\nConsent:\n" in text


def test_the_digest_tells_when_anything_has_changed() -> None:
    record = NoteRecord(told=TOLD, exam=(LIMITED,), needling=one_needle())
    seen = {
        digest(record, "words"),
        digest(record, "other words"),
        digest(replace(record, exam=()), "words"),
        digest(replace(record, told=replace(TOLD, story="")), "words"),
        digest(replace(record, needling=one_needle("teres_minor")), "words"),
        digest(replace(record, aftercare=SheetGiven(1, NOON)), "words"),
        digest(replace(record, plan=PlanKept(WHOLE, 1, date(2026, 11, 23))), "words"),
        digest(replace(record, given=(CareGiven("Massage"),)), "words"),
        digest(replace(record, consent=Agreed(Decision.REFUSED, date(2026, 1, 1))), "words"),
    }
    assert len(seen) == 9
    assert digest(record, "words") == digest(replace(record), "words")
