"""The page with the tables: docs/reference/locating-evaluation.md."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from benchmarks.locating.measures import Calibration, Ranking

HEAD = "<!-- Written by make evaluate. -->\n"


def page(
    rankings: Mapping[str, Mapping[str, Ranking]],
    calibrations: Mapping[str, Calibration],
    groups: Mapping[str, tuple[int, Calibration]],
    weights: str,
) -> str:
    """`rankings` by severity and engine, `calibrations` of the network by severity, and `groups`
    of people at moderate severity with how many they are."""
    return "\n".join(
        [
            HEAD + "# How locating does on simulated people\n",
            "Worlds and people that training never saw, drawn by the model of "
            "[locating-model](../explanation/locating-model.md). **Nothing here says anything "
            "about patients**: the figures compare methods and guard against mistakes. Written "
            f"by `make evaluate` for the weights `{weights}`.\n",
            "*Severity* says how wrong the atlas is about a world: at moderate, zones lie 2.2 cm "
            "(standard deviation) from where the atlas has them, 7 in 100 are swapped for a "
            "neighbour, 7 in 100 are lost. The network was trained on worlds of moderate "
            "severity, which favours it there; none of the baselines was.\n",
            "## Ranking\n",
            "*First*: the muscle ranked first is active. *Recall at 3*: of the active muscles "
            "(at most three), the share among the first three.\n",
            _table(
                ("severity", "method", "people", "first", "± error", "recall at 3"),
                _ranking_rows(rankings),
            ),
            "## Calibration of the network\n",
            "Of predictions over .02. *ECE*: by how much, on average over 15 bins, what was said "
            "differs from what was found. *Right*: how many of the predictions over .9 were so.\n",
            _table(
                ("severity", "ECE", "over .9", "right", "log-loss a person"),
                [(name, *_calibration(found)) for name, found in calibrations.items()],
            ),
            "At moderate severity, by how much was painted and whether areas were named:\n",
            _table(
                ("people who", "number", "ECE", "over .9", "right", "log-loss a person"),
                [(name, str(n), *_calibration(found)) for name, (n, found) in groups.items()],
            ),
        ]
    )


def _ranking_rows(rankings: Mapping[str, Mapping[str, Ranking]]) -> Iterable[Sequence[str]]:
    for severity, engines in rankings.items():
        for name, found in engines.items():
            first, error = f"{found.top1:.3f}", f"{found.top1_error:.3f}"
            yield severity, name, str(found.people), first, error, f"{found.recall3:.3f}"


def _calibration(found: Calibration) -> tuple[str, str, str, str]:
    right = "-" if found.sure_right is None else f"{found.sure_right:.3f}"
    return f"{found.ece:.4f}", str(found.sure), right, f"{found.log_loss:.2f}"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [tuple(head), tuple("---" for _ in head), *map(tuple, rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n"
