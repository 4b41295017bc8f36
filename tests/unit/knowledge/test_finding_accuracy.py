"""What findings tell: every share says where it is from, and none promises more than agreement."""

from __future__ import annotations

from pathlib import Path

import pytest

from filiform.errors import BrokenKnowledge, InvalidInput
from filiform.knowledge.accuracy import (
    FILE,
    Accuracy,
    Share,
    ShareBasis,
    best_agreement,
    read_accuracy,
)
from filiform.knowledge.atlas import DATA
from filiform.knowledge.prevalence import Palpation

ACCURACY, PALPATION = Accuracy.load(), Palpation.load()
TEXT = DATA.joinpath(FILE).read_text(encoding="utf-8")


def test_nothing_is_called_sourced_that_nobody_counted() -> None:
    assert {one.basis for one in ACCURACY.findings.values()} == {ShareBasis.OWN_CHOICE}
    assert all(len(one.reason) > 30 for one in ACCURACY.findings.values())


def test_no_finding_needs_more_agreement_than_was_measured() -> None:
    familiar = ACCURACY.findings["palpation_familiar_pain"]
    # By hand: .3 * .7 * .52 ** 2 / (.236 * .764), with .3 * .6 + .7 * .08 = .236 found.
    assert familiar.implied_agreement(0.3) == pytest.approx(0.3149, abs=1e-3)
    assert best_agreement(familiar, PALPATION) == 0.5
    assert best_agreement(ACCURACY.findings["rom_disturbed"], PALPATION) is None


@pytest.mark.parametrize("name", ["palpation_tender", "palpation_taut_band", "palpation_twitch"])
def test_what_examiners_do_not_agree_on_may_be_neutral(name: str) -> None:
    low, high = ACCURACY.findings[name].range
    assert low < 1 < high


def test_counting_moves_a_share_by_what_it_was_worth() -> None:
    after = Share(0.5, 10).counted(9, 10)
    assert after == Share(0.7, 20)
    with pytest.raises(InvalidInput, match="found"):
        Share(0.5, 10).counted(3, 2)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("inactive = { share = 0.50", "inactive = { share = 0.10", "no more agreement"),
        ("share = 0.216", "share = 1.2", "between 0 and 1"),
        ('agreement = ["X001"]', 'agreement = ["X999"]', "ids of palpation.toml"),
        ('words = "tender"', 'wrods = "tender"', "required"),
    ],
)
def test_a_broken_file_is_refused_with_its_place(
    tmp_path: Path, old: str, new: str, says: str
) -> None:
    assert TEXT.count(old) >= 1
    (tmp_path / FILE).write_text(TEXT.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(BrokenKnowledge, match=says):
        read_accuracy(tmp_path, PALPATION)
