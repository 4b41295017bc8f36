"""Why a hypothesis stands where it stands: areas explained and missing, what findings did."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from filiform.body import Side, SideRule
from filiform.knowledge import Atlas, Muscle, Site, ZonePart, ZoneSide
from filiform.locating.constants import Constants
from filiform.locating.evidence import palpation_ratio, ppt_ratio, resisted_ratio
from filiform.locating.findings import (
    Finding,
    Palpation,
    PptFinding,
    ResistedFinding,
    RomFinding,
    RomResult,
)
from filiform.locating.frame import Frame
from filiform.locating.values import Effect, PlacedArea, Reason

# A ratio closer to 1 than this moves nothing that one would notice.
_NOTICED = 0.02
_WORDS = {
    "nothing": "nothing found",
    "tender": "tender",
    "taut_band": "taut band",
    "familiar_pain": "familiar pain",
    "referral": "referred pain",
    "twitch": "twitch",
    "normal": "normal",
    "limited": "limited",
    "painful": "painful",
    "limited_painful": "limited and painful",
}

Places = tuple[tuple[PlacedArea, ...], tuple[PlacedArea, ...]]


@dataclass(frozen=True, slots=True)
class ExpectedPlace:
    """An area of a site's pain on the person. `rows` find it in `Fit.painted`; where it is
    `needed`, its absence from a drawing is worth a word."""

    place: PlacedArea
    rows: tuple[int, int]
    needed: bool


def expected_places(
    site: Site, side: Side, frame: Frame, rules: Mapping[str, SideRule]
) -> tuple[ExpectedPlace, ...]:
    """Where the site's pain is expected: essential areas, the site itself, spillover."""
    local = ZonePart(site.local_area, ZoneSide.IPSILATERAL)
    found: dict[PlacedArea, ExpectedPlace] = {}
    for parts, needed in ((site.essential, True), ((local,), False), (site.spillover, False)):
        for part in parts:
            for place, rows in _placed(part, side, frame, rules):
                wanted = needed and part.area not in frame.listed
                found.setdefault(place, ExpectedPlace(place, rows, wanted))
    return tuple(found.values())


def _placed(
    part: ZonePart, side: Side, frame: Frame, rules: Mapping[str, SideRule]
) -> Iterator[tuple[PlacedArea, tuple[int, int]]]:
    same, other = frame.row(part.area, False), frame.row(part.area, True)
    whole = rules[part.area] is SideRule.CROSSES_MIDLINE
    if whole and (part.side is ZoneSide.MIDLINE or side is Side.MIDLINE):
        yield PlacedArea(part.area, Side.MIDLINE), (same, other)
    elif part.side is ZoneSide.IPSILATERAL and side is not Side.MIDLINE:
        yield PlacedArea(part.area, side), (same, same)
    else:
        here = Side.LEFT if side is Side.MIDLINE else side
        yield PlacedArea(part.area, here), (same, same)
        yield PlacedArea(part.area, here.mirrored), (other, other)


def explained_and_missing(
    places: tuple[ExpectedPlace, ...], painted: Sequence[float], enough: float
) -> Places:
    """Painted areas that the site's pain covers, and essential ones where nothing is painted."""
    explains, missing = [], []
    for expected in places:
        first, second = expected.rows
        if painted[first] + painted[second] >= 2 * enough:
            explains.append(expected.place)
        elif expected.needed:
            missing.append(expected.place)
    return tuple(explains), tuple(missing)


def findings_by_unit(findings: Iterable[Finding]) -> Callable[[str, Side], tuple[Finding, ...]]:
    """For a muscle and its side the findings that can say something about it: its own, and every
    tested movement."""
    own: dict[tuple[str, Side], list[Finding]] = defaultdict(list)
    shared: list[Finding] = []
    for finding in findings:
        if isinstance(finding, RomFinding):
            shared.append(finding)
        else:
            own[finding.muscle, finding.side].append(finding)
    return lambda muscle, side: (*own.get((muscle, side), ()), *shared)


def reasons(
    site: Site, muscle: Muscle, side: Side, findings: Iterable[Finding], constants: Constants
) -> tuple[Reason, ...]:
    """What each finding says about the site, in words; the same words once."""
    found: dict[Reason, None] = {}
    for finding in findings:
        log = _log_ratio(finding, site, muscle, side, constants)
        if abs(log) > _NOTICED:
            effect = Effect.FOR if log > 0 else Effect.AGAINST
            found[Reason(effect, in_words(finding))] = None
    return tuple(sorted(found, key=lambda reason: (reason.effect, reason.text)))


def _log_ratio(
    finding: Finding, site: Site, muscle: Muscle, side: Side, constants: Constants
) -> float:
    """The sign is exact; for movements, which muscles share, only the sign is meant."""
    if isinstance(finding, RomFinding):
        return _movement_sign(finding, muscle, side)
    if (finding.muscle, finding.side) != (muscle.id, side):
        return 0.0
    if isinstance(finding, Palpation):
        elsewhere = finding.site not in (None, site.id)
        return 0.0 if elsewhere else palpation_ratio(finding, constants)
    if isinstance(finding, PptFinding):
        return ppt_ratio(finding, constants)
    return resisted_ratio(finding, constants)


def _movement_sign(finding: RomFinding, muscle: Muscle, side: Side) -> float:
    sides = {finding.side, Side.MIDLINE}
    if finding.side in (Side.LEFT, Side.RIGHT) and side not in sides:
        return 0.0
    tested = (finding.joint, finding.movement)
    if all((sign.joint, sign.movement) != tested for sign in muscle.movement_signs):
        return 0.0
    return -1.0 if finding.result is RomResult.NORMAL else 1.0


def finding_in_words(finding: Finding, atlas: Atlas) -> str:
    """A finding with what it is about, to stand by itself."""
    if isinstance(finding, RomFinding):
        return f"{in_words(finding)} ({finding.side})"
    muscle = atlas.muscles[finding.muscle].name.split(" (")[0]
    return f"{muscle} ({finding.side}), {in_words(finding)}"


def in_words(finding: Finding) -> str:
    """A finding as a therapist would note it."""
    if isinstance(finding, Palpation):
        what = ", ".join(_WORDS[word] for word in finding.words)
        return f"palpation: {what}" if finding.site else f"palpation of the muscle: {what}"
    if isinstance(finding, RomFinding):
        return f"{finding.joint} {finding.movement}: {_WORDS[finding.result]}"
    if isinstance(finding, PptFinding):
        return "pressure pain threshold compared with the other side"
    return f"against resistance: {_resisted(finding)}"


def _resisted(finding: ResistedFinding) -> str:
    words = [word for word in ("painful", "weak") if getattr(finding, word)]
    return " and ".join(words) or "strong and painless"
