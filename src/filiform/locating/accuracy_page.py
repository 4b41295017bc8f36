"""The reference page of what findings tell: shares, where from, and the agreement that bounds."""

from __future__ import annotations

from collections.abc import Iterable

from filiform.knowledge.accuracy import Accuracy, FindingAccuracy, best_agreement
from filiform.knowledge.prevalence import Palpation

_BASES = {
    "sourced": "counted in a study",
    "own_choice": "own choice of the model",
    "own_records": "counted by the clinic",
}
_INTRODUCTION = """# What findings tell

How often a finding is there when a trigger point is active (the source of the complaint), and
when it is not. **No study has measured this**: a trigger point has no reference standard. So
the shares are choices of the model, weak on purpose. *Worth* says how weak: the share is held
as if so many points had been examined, which gives the range of the likelihood ratio (90 %).

What has been measured is how far examiners agree. That bounds the choices: two examiners with
these shares, and with errors that do not depend on each other, would agree by the *implied*
kappa{bound}. Real examiners err together, so measured agreement must be at least as high. A
share that promises more is refused when the file is read.
"""
_FORM = """## The file

`src/filiform/knowledge/data/finding_accuracy.toml`: `[review]` (on, next, clinical), `[bound]`
(`active`: share of palpated points taken as active, `basis`, `reason`) and one `[[finding]]`
each with `id`, `kind` (palpation, rom, resisted), `words`, `active` and `inactive` (each
`share` over 0 and under 1, and `worth` in points), `basis` (sourced, own_choice), `grade`
(sourced, consensus, weak), `agreement` (ids of palpation.toml that bound it) and `reason`. An
unknown key, a share outside its range, an id that is not there or a share beyond the bound is
refused with the name of the entry.
"""


def accuracy_page(head: str) -> str:
    """`finding-accuracy.md`."""
    accuracy, palpation = Accuracy.load(), Palpation.load()
    bound = f" (at {accuracy.bound:.0%} of the palpated points active)".replace("%", " %")
    rows = [_row(one, accuracy, palpation) for one in accuracy.findings.values()]
    reasons = [f"- **{one.words}**: {one.reason}" for one in accuracy.findings.values()]
    return "\n".join(
        [
            head + _INTRODUCTION.replace("{bound}", bound),
            _table(_HEAD, rows),
            f"Share of palpated points that are active: {accuracy.bound_reason}\n",
            "## Why\n",
            "\n".join(reasons) + "\n",
            _FORM,
        ]
    )


_HEAD = (
    "finding",
    "if active",
    "if not",
    "worth",
    "likelihood ratio (90 %)",
    "basis, grade",
    "implied kappa",
    "best measured",
    "evidence",
)


def _row(one: FindingAccuracy, accuracy: Accuracy, palpation: Palpation) -> tuple[str, ...]:
    low, high = one.range
    measured = best_agreement(one, palpation)
    return (
        one.words,
        f"{one.active.share:g}",
        f"{one.inactive.share:g}",
        f"{one.active.worth:g}, {one.inactive.worth:g}",
        f"{one.ratio:.2g} ({low:.2g} to {high:.2g})",
        f"{_BASES[one.basis]}, {one.grade}",
        f"{one.implied_agreement(accuracy.bound):.2f}",
        "nobody" if measured is None else f"{measured:g}",
        ", ".join(one.agreement) or "-",
    )


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n"
