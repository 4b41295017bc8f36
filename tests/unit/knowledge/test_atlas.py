"""The shipped atlas: complete, in review, traceable."""

from __future__ import annotations

import shutil
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

from filiform.body.values import Side
from filiform.knowledge import Atlas, ClinicalReview, Hazard, read_atlas
from filiform.knowledge.atlas import DATA


def test_it_holds_every_muscle_site_complaint_and_group() -> None:
    atlas = Atlas.load()
    assert (len(atlas.muscles), len(atlas.sites)) == (152, 220)
    assert (len(atlas.complaints), len(atlas.groups)) == (27, 5)
    assert all(atlas.muscles[site.muscle].sites for site in atlas.sites.values())


def test_it_is_read_once() -> None:
    assert Atlas.load() is Atlas.load()


def test_reading_it_does_not_wait_for_scipy() -> None:
    code = "import sys; from filiform.knowledge import Atlas; Atlas.load(); print(*sys.modules)"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "filiform.knowledge" in ran.stdout.split()
    assert "scipy" not in ran.stdout.split()


def test_sites_exist_on_the_sides_their_muscle_has() -> None:
    sites = Atlas.load().sites
    assert sites["masseter_deep_1"].sides == (Side.LEFT, Side.RIGHT)
    assert sites["pectoralis_major_sternal_3"].sides == (Side.RIGHT,)
    assert sites["sphincter_ani_externus_circumferential"].sides == (Side.MIDLINE,)


def test_only_the_site_that_refers_no_pain_has_no_zone() -> None:
    empty = {site.id for site in Atlas.load().sites.values() if not site.essential}
    assert empty == {"pectoralis_major_sternal_3"}


def test_no_entry_claims_a_clinical_review_that_did_not_happen() -> None:
    reviews = {muscle.review.clinical for muscle in Atlas.load().muscles.values()}
    assert reviews == {ClinicalReview.NONE}


def test_an_entry_becomes_overdue_the_day_after_its_next_review() -> None:
    atlas = Atlas.load()
    first = min(muscle.review.next for muscle in atlas.muscles.values())
    assert atlas.overdue(first) == ()
    late = atlas.overdue(first + timedelta(days=1))
    assert late
    assert all(atlas.muscles[muscle].review.next == first for muscle in late)
    assert "complaints" in atlas.overdue(date(2100, 1, 1))


def test_what_could_harm_most_is_reviewed_soonest() -> None:
    muscles = Atlas.load().muscles.values()
    sharp = {Hazard.HIGH, Hazard.ADVANCED_ONLY}
    latest_sharp = max(m.review.next for m in muscles if m.needling.hazard in sharp)
    assert latest_sharp < max(m.review.next for m in muscles)


def test_the_stricter_hazard_reading_counts() -> None:
    muscles = Atlas.load().muscles.values()
    order = list(Hazard)
    twice = [m.needling for m in muscles if m.needling.milder_reading is not None]
    assert twice
    for needling in twice:
        assert needling.milder_reading is not None
        assert order.index(needling.milder_reading) < order.index(needling.hazard)


def test_the_version_changes_with_the_content(tmp_path: Path) -> None:
    (tmp_path / "muscles").mkdir()
    for name in ("references.toml", "complaints.toml", "muscles/hand.toml"):
        shutil.copy(str(DATA / name), tmp_path / name)
    before = read_atlas(tmp_path).version
    assert read_atlas(tmp_path).version == before
    file = tmp_path / "muscles" / "hand.toml"
    file.write_text(file.read_text(encoding="utf-8") + "# one more word\n", encoding="utf-8")
    assert read_atlas(tmp_path).version != before
