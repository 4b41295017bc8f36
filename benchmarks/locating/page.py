"""The page with the tables: docs/reference/locating-evaluation.md."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from benchmarks.locating.measures import Calibration, Ranking
from benchmarks.locating.policy import CAP, Palpations, Stopping
from benchmarks.locating.sbc import Ranks

HEAD = "<!-- Written by make evaluate. -->\n"
_CALIBRATED = ("ECE", "over .9", "right", "log-loss a person")


@dataclass(frozen=True)
class Evaluation:
    """All figures. `rankings` and `chances` by severity and engine; `groups` of people or muscles
    at moderate severity by kind, with how many they are; `findings` by number of palpations."""

    rankings: Mapping[str, Mapping[str, Ranking]]
    chances: Mapping[str, Mapping[str, Calibration]]
    groups: Mapping[str, Mapping[str, tuple[int, Calibration]]]
    findings: Mapping[int, Calibration]
    ranks: Mapping[str, Ranks]
    orders: Mapping[str, Palpations]
    seen: Mapping[str, Palpations]
    stopping: Mapping[str, Stopping]
    weights: str


def page(found: Evaluation) -> str:
    parts = [
        *_opening(found),
        *_ranked(found),
        *_calibrated(found),
        *_truth_among_draws(found),
        *_palpated(found),
    ]
    return "\n".join(parts)


def _opening(found: Evaluation) -> Iterable[str]:
    yield HEAD + "# How locating does on simulated people\n"
    yield (
        "Worlds and people that training never saw, drawn by the model of "
        "[locating-model](../explanation/locating-model.md). **Nothing here says anything "
        "about patients**: the figures compare methods and guard against mistakes. Written "
        f"by `make evaluate` for the weights `{found.weights}`.\n"
    )
    yield (
        "*Severity* says how wrong the atlas is about a world: at moderate, zones lie 2.2 cm "
        "(standard deviation) from where the atlas has them, 7 in 100 are swapped for a "
        "neighbour, 7 in 100 are lost. The network was trained on worlds of moderate "
        "severity, which favours it there, and so was the logistic regression (180,000 people "
        "of 120 worlds); none of the other baselines was.\n"
    )


def _ranked(found: Evaluation) -> Iterable[str]:
    yield "## Ranking\n"
    yield (
        "*First*: the muscle ranked first is active. *Recall at 3*: of the active muscles "
        "(at most three), the share among the first three. Flat noisy-OR takes every cell as "
        "evidence by itself (Gibbs sampling, which sticks where the cells are not tempered); it "
        "is slow, so fewer people are asked.\n"
    )
    head = ("severity", "method", "people", "first", "± error", "recall at 3")
    yield _table(head, _ranking_rows(found.rankings))


def _calibrated(found: Evaluation) -> Iterable[str]:
    yield "## Calibration\n"
    yield (
        "Of predictions over .02. *ECE*: by how much, on average over 15 bins, what was said "
        "differs from what was found. *Right*: how many of the predictions over .9 were so.\n"
    )
    rows = [
        (severity, name, *_calibration(one))
        for severity, engines in found.chances.items()
        for name, one in engines.items()
    ]
    yield _table(("severity", "method", *_CALIBRATED), rows)
    yield "![Said and found, in bins of a tenth, for every severity](locating-calibration.svg)\n"
    yield "The network at moderate severity, by kind of drawing, complaint and region:\n"
    for kind, groups in found.groups.items():
        held = [(name, str(n), *_calibration(one)) for name, (n, one) in groups.items()]
        yield _table((kind, "number", *_CALIBRATED), held)
    yield (
        "After so many palpations, each time of the muscle that was likeliest then "
        f"({_people(found.orders)} people, findings drawn by the model's own error rates):\n"
    )
    after = [(str(n), *_calibration(one)) for n, one in found.findings.items()]
    yield _table(("palpations", *_CALIBRATED), after)


def _truth_among_draws(found: Evaluation) -> Iterable[str]:
    yield "## The truth among draws\n"
    yield (
        "Simulation-based calibration: the state of all muscles together, as likely as the network "
        "says, ranked among 19 states drawn from its probabilities. *Least* and *most likely "
        "quarter*: how often the truth lies there, .25 when calibrated. The draws take muscles as "
        "independent given the drawing, which they are not; so this finds more fault than the "
        "tables above. *Expected*: muscles that the network expects, for each active one.\n"
    )
    rows = [
        (name, f"{one.lowest:.3f}", f"{one.highest:.3f}", f"{one.expected:.3f}")
        for name, one in found.ranks.items()
    ]
    yield _table(("severity", "least likely quarter", "most likely quarter", "expected"), rows)


def _palpated(found: Evaluation) -> Iterable[str]:
    yield "## In which order to palpate\n"
    yield (
        "Muscles palpated until every active one has been, moderate severity, "
        f"{_people(found.orders)} people, the same findings under every order; counted to {CAP}, "
        f"more count {CAP + 1}. *Updated*: ranked anew after every finding. *Fewer*: than in the "
        "order of overlap.\n"
    )
    yield _orders(found.orders)
    yield (
        "Until those have been palpated that the drawing shows (at least 30 in 100 of the "
        "essential zones are painted): what nobody drew, no order finds early.\n"
    )
    yield _orders(found.seen)
    yield "![Share of people done after so many palpations](locating-policy.svg)\n"
    yield (
        "Stopping once fewer than half an active muscle is expected among those not palpated, "
        "and what share of active muscles has been palpated then:\n"
    )
    stops = [
        (name, f"{one.palpations:.1f}", f"{one.promised:.2f}", f"{one.found:.2f}")
        for name, one in found.stopping.items()
    ]
    yield _table(("order", "palpations", "promised", "found"), stops)


def _orders(orders: Mapping[str, Palpations]) -> str:
    overlap = next(one.mean for name, one in orders.items() if "overlap" in name)
    rows = [
        (
            name,
            f"{one.mean:.1f}",
            f"{one.error:.1f}",
            str(one.quantile(0.5)),
            str(one.quantile(0.9)),
            f"{1 - one.mean / overlap:+.0%}".replace("%", " %"),
        )
        for name, one in orders.items()
    ]
    return _table(("order", "mean", "± error", "median", "90 in 100", "fewer"), rows)


def _people(orders: Mapping[str, Palpations]) -> int:
    return len(next(iter(orders.values())).count)


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
