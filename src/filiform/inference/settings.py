"""How people are assumed to hurt and to draw. Modelling choices, none of them a clinical figure."""

from __future__ import annotations

from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Settings:
    """Numbers of the generative model, each with its reason. Lengths in cm, shares 0..1."""

    # Which muscles. A patient comes with one regional trouble: it starts at a focus muscle, and
    # muscles near it, and the same one on the other side, are active more often than others.
    expected: float = 3.7  # active muscles a person: median of the published counts
    focus_active: float = 0.9
    elsewhere: float = 0.8  # of the expected ones, how many may lie anywhere
    other_side: float = 0.1  # chance of the same muscle on the other side
    near_cm: float = 11.0  # about the reach of one region
    # Muscles that lie where the focus' pain is felt are held to follow it (satellites).
    satellite: float = 1.2
    satellite_cm: float = 3.0
    most_likely: float = 0.35  # no muscle is likelier than this beforehand but the focus
    several_sites: float = 0.3  # each further site of a muscle, against one less

    # Which parts of a zone are felt. Essential is said to be felt by nearly all, spillover by some.
    essential: float = 0.88
    spillover: float = 0.33
    local: float = 0.4
    completeness: float = 0.75  # the least complete person shows this share of it

    # How it is drawn, at the scale of a large zone; small zones are drawn finer (`finest`).
    shift_cm: float = 1.8
    person_shift_cm: float = 1.0
    extent_cm: float = 1.1
    person_extent_cm: float = 0.9
    spill: float = 0.2  # share of parts drawn far too large
    spill_cm: float = 3.5
    focal: float = 0.45  # share of parts of which only a spot is drawn
    wobble_cm: float = 0.5
    finest: float = 0.25
    large_cm2: float = 110.0

    # Other sources of pain, which no muscle of the atlas explains.
    others: float = 0.4
    other_cm: float = 3.5
    widespread: float = 0.03
    widespread_others: float = 9.0

    # Areas chosen by name cover more than the pain does.
    names_only: float = 0.4
    names_too: float = 0.2
    painted_in_part: float = 0.6  # of those who do both, so many paint one place and name others
    named_directly: float = 0.8
    named_from: float = 0.42  # share of an area that hurts, from which it is named
    named_width: float = 0.1
    listed_too: float = 0.5  # a place that cannot be painted is listed beside a painted drawing

    # Intensity weighs what is drawn between these; 1 where it was not said.
    intensity_low: float = 0.75
    intensity_high: float = 1.25
    intensity_unsaid: float = 0.4

    # Knowledge may be wrong: in every training world zones are moved, resized, swapped or lost.
    world_shift_cm: float = 2.2
    world_extent_cm: float = 1.0
    relocated: float = 0.07
    missing: float = 0.07
    world_rates: float = 0.5

    # Palpation of an active and of an inactive site: familiar pain, tender only, nothing.
    palpated_active: tuple[float, float, float] = (0.6, 0.18, 0.22)
    palpated_inactive: tuple[float, float, float] = (0.08, 0.2, 0.72)

    def to_json(self) -> dict[str, object]:
        return asdict(self)

    def weight(self, intensity: float | None) -> float:
        """What painted skin of this intensity (0-10, None: not said) counts; 1 in the middle."""
        share = 0.5 if intensity is None else intensity / 10
        return self.intensity_low + (self.intensity_high - self.intensity_low) * share
