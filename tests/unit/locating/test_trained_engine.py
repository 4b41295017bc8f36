"""The second engine: what holds for it, and that weights which do not fit are never served."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from importlib import import_module
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from filiform.body import Body, Side
from filiform.cli.tables import explanation_as_text
from filiform.drawing import CellPaint, ListedArea
from filiform.inference.settings import Settings
from filiform.inference.weights import PROVENANCE, WEIGHTS, StaleWeights, UnusableWeights
from filiform.knowledge import Atlas
from filiform.locating import (
    Belief,
    Case,
    Effect,
    Finding,
    Palpation,
    PalpationResult,
    explain,
    locate,
)
from filiform.locating.calibrated import TRAINED, Calibrated
from filiform.locating.layout import layout_of
from filiform.locating.locate import engine_for
from filiform.locating.own_zones import own_zones
from filiform.locating.pages import read_examples

BODY, ATLAS = Body.load(), Atlas.load()
BASE = engine_for(ATLAS, BODY)
EXAMPLES = Path(__file__).parents[3] / "examples"
TEMPLE = tuple(ListedArea(a, Side.RIGHT) for a in ("temple", "mastoid", "neck_lateral"))
ELBOW = (ListedArea("elbow_lateral", Side.LEFT),)
HEEL = (ListedArea("plantar_heel", Side.LEFT, 6),)
STRENGTH = ["nothing", "tender", "taut_band", "twitch", "referral", "familiar_pain"]


def ask(case: Case) -> Belief:
    return locate(case, ATLAS, BODY, trained=True)


def palpated(muscle: str, result: str, side: Side = Side.LEFT) -> Palpation:
    return Palpation(muscle, side, frozenset({PalpationResult(result)}))


def trained_engines() -> dict[tuple[str, str], Calibrated | str]:
    kept: dict[tuple[str, str], Calibrated | str] = vars(import_module("filiform.locating.locate"))[
        "_TRAINED"
    ]
    return kept


def chances(belief: Belief) -> dict[tuple[str, Side], float]:
    return {(m.muscle, m.side): m.probability for m in belief.muscles}


def test_it_answers_for_every_site_and_says_what_it_is() -> None:
    belief = ask(Case(areas=TEMPLE))
    assert belief.version.engine == "expressed-zones-1"
    assert any("simulated drawings only" in note for note in belief.notes)
    assert len(belief.hypotheses) == len(locate(Case(areas=TEMPLE)).hypotheses)
    assert belief.muscles[0].muscle == "trapezius_upper"


def test_the_first_engine_answers_unless_the_second_is_asked_for() -> None:
    assert locate(Case(areas=TEMPLE)).version.engine == "overlap-1"


def test_a_mirrored_case_gives_the_mirrored_answer_exactly() -> None:
    findings = (palpated("soleus", "familiar_pain"), palpated("quadratus_plantae", "nothing"))
    cells = tuple(CellPaint(c, 0.8, 5) for c in sorted(BODY.cells_of("elbow_lateral", Side.LEFT)))
    case = Case("heel_foot", areas=HEEL, cells=cells, findings=findings)
    other = replace(
        case,
        areas=tuple(replace(a, side=a.side.mirrored) for a in case.areas),
        cells=tuple(replace(c, cell=BODY.cells[c.cell].mirror) for c in case.cells),
        findings=tuple(replace(f, side=f.side.mirrored) for f in findings),
    )
    here, there = chances(ask(case)), chances(ask(other))
    lopsided = {s.muscle for s in ATLAS.sites.values() if s.only_side is not None}
    assert all(there[m, s.mirrored] == p for (m, s), p in here.items() if m not in lopsided)


def test_the_order_of_findings_has_no_effect_and_repeating_neither() -> None:
    findings = (palpated("soleus", "familiar_pain"), palpated("quadratus_plantae", "tender"))
    once = ask(Case(areas=HEEL, findings=findings))
    assert once == ask(Case(areas=HEEL, findings=(*findings[::-1], *findings)))


@pytest.mark.parametrize("muscle", ["soleus", "quadratus_plantae", "rectus_femoris"])
def test_a_stronger_palpation_never_lowers_its_own_muscle(muscle: str) -> None:
    other: tuple[Finding, ...] = (palpated("abductor_hallucis", "familiar_pain"),)
    found = [
        chances(ask(Case(areas=HEEL, findings=(*other, palpated(muscle, result)))))
        for result in STRENGTH
    ]
    assert all(a[muscle, Side.LEFT] <= b[muscle, Side.LEFT] for a, b in pairwise(found))


def test_a_found_source_explains_away_its_rival_and_says_so() -> None:
    """The supinator takes the outer elbow from the anconeus, whose only zone that is."""
    before = chances(ask(Case(areas=ELBOW)))
    belief = ask(Case(areas=ELBOW, findings=(palpated("supinator", "familiar_pain"),)))
    assert chances(belief)["anconeus", Side.LEFT] < before["anconeus", Side.LEFT] - 0.05
    reasons = [r for h in belief.hypotheses if h.muscle == "anconeus" for r in h.reasons]
    assert any(r.effect is Effect.AGAINST and "explained away" in r.text for r in reasons)


def test_nothing_drawn_leaves_the_prior_and_pain_everywhere_does_too() -> None:
    nothing = ask(Case())
    everywhere = ask(Case(cells=tuple(CellPaint(c.id, 1.0) for c in BODY.cells)))
    assert chances(nothing) == chances(everywhere)
    assert not nothing.confident
    assert not everywhere.confident
    expected = sum(chances(nothing).values())
    assert expected == pytest.approx(Settings().expected, rel=0.1)


def test_specks_all_over_get_no_confident_ranking() -> None:
    speckled = tuple(CellPaint(c, 1.0) for c in range(0, len(BODY.cells), 9))
    belief = ask(Case(cells=speckled))
    assert not belief.confident
    assert all(np.isfinite(p) and 0 < p < 1 for p in chances(belief).values())


def test_what_stopping_now_would_miss_is_said_after_the_first_palpation() -> None:
    findings = (palpated("soleus", "nothing"),)
    assert any("Stopping now" in note for note in ask(Case(areas=HEEL, findings=findings)).notes)
    assert not any("Stopping now" in note for note in ask(Case(areas=HEEL)).notes)


def test_it_does_at_least_as_well_as_overlap_with_every_muscles_own_zone() -> None:
    """Measured: first 127 against 123, among the first five 151 against 150."""
    ranks = [check.rank for check in own_zones(ATLAS, BODY, trained=True)]
    assert sum(rank <= 5 for rank in ranks) >= 150
    assert sum(rank == 1 for rank in ranks) >= 120


def test_it_finds_what_is_expected_of_most_example_cases() -> None:
    """19 of 20; the first engine, which was built on them, finds all."""
    assert sum(example.met for example in read_examples(EXAMPLES, trained=True)) >= 19


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    for name in (WEIGHTS, PROVENANCE):
        shutil.copy(str(TRAINED / name), tmp_path / name)
    return tmp_path


def test_damaged_weights_are_refused(copied: Path) -> None:
    content = bytearray((copied / WEIGHTS).read_bytes())
    content[1000] ^= 1
    (copied / WEIGHTS).write_bytes(content)
    with pytest.raises(UnusableWeights, match="damaged"):
        Calibrated.load(BASE, copied)


def test_missing_weights_are_refused(copied: Path) -> None:
    (copied / WEIGHTS).unlink()
    with pytest.raises(UnusableWeights, match="missing"):
        Calibrated.load(BASE, copied)


def test_weights_of_other_zones_are_refused(copied: Path) -> None:
    provenance = json.loads((copied / PROVENANCE).read_text())
    (copied / PROVENANCE).write_text(json.dumps(provenance | {"layout": "other"}))
    with pytest.raises(StaleWeights, match="zones have changed"):
        Calibrated.load(BASE, copied)


def test_any_change_of_a_zone_or_of_the_model_makes_weights_stale() -> None:
    site = next(iter(ATLAS.sites.values()))
    muscle = ATLAS.muscles[site.muscle]
    moved = replace(site, essential=site.essential[:1], spillover=())
    atlas = replace(
        ATLAS,
        sites={**ATLAS.sites, site.id: moved},
        muscles={**ATLAS.muscles, muscle.id: replace(muscle, sites=(moved, *muscle.sites[1:]))},
    )
    here = layout_of(ATLAS, BODY).digest
    assert layout_of(atlas, BODY).digest != here
    assert layout_of(ATLAS, BODY, replace(Settings(), focal=0.1)).digest != here


def test_without_usable_weights_the_first_engine_answers_and_says_why(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    key = (ATLAS.version, BODY.version)
    monkeypatch.setitem(trained_engines(), key, "the trained weights are damaged")
    belief = ask(Case(areas=TEMPLE))
    assert belief.version.engine == "overlap-1"
    assert belief.notes[0] == "Answered by the overlap engine, for the trained weights are damaged."
    assert belief.muscles == locate(Case(areas=TEMPLE)).muscles


def test_an_explanation_says_that_no_second_engine_was_asked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert not explain(Case(areas=TEMPLE)).unchecked
    key = (ATLAS.version, BODY.version)
    monkeypatch.setitem(trained_engines(), key, "the trained weights are damaged")
    why = explain(Case(areas=TEMPLE))
    assert why.unchecked == "the trained weights are damaged"
    assert not any(row.uncertain or row.other_engine for row in why.rows)
    assert "No second engine checked this" in explanation_as_text(why, ATLAS)
