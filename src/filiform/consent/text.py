"""The page for one patient and plan: which passages and questions belong on it."""

from __future__ import annotations

from collections.abc import Collection

from filiform.consent.library import ConsentTexts, law_version
from filiform.consent.values import Asked, ConsentText, Passage, Question, Said
from filiform.errors import InvalidInput
from filiform.knowledge.atlas import Atlas
from filiform.knowledge.parts import Parts
from filiform.knowledge.screening import load_rules

NO_TRAINING = "Ask what training your therapist has for this."


def write_text(
    parts: Collection[str],
    *,
    jurisdiction: str | None = None,
    therapist: str,
    training: str = "",
    rules: Collection[str] = (),
) -> ConsentText:
    """The text for needles in `parts` (ids of `parts.toml`), by `therapist`.

    `rules` are the screening rules that apply to the patient, `training` a sentence about the
    therapist. `InvalidInput` for an unknown part, or when no part is named.
    """
    known = Parts.load()
    known.check(parts)
    place = jurisdiction or ""
    chosen = tuple(id for id in known.parts if id in parts)
    if not chosen:
        raise InvalidInput("parts", "at least one part of the body")
    words = {
        "therapist": therapist,
        "training": training or NO_TRAINING,
        "parts": ", ".join(known.parts[id].word for id in chosen),
    }
    zones = _zones(chosen)
    texts = ConsentTexts.load()
    return ConsentText(
        version=texts.version,
        jurisdiction=place,
        law=law_version(place),
        parts=chosen,
        passages=tuple(
            _said(one, words)
            for one in texts.passages
            if _belongs(one, chosen, zones) and _concerns(one, place, rules)
        ),
        questions=_questions(texts, chosen, zones),
    )


def _belongs(one: Passage | Question, parts: Collection[str], zones: Collection[str]) -> bool:
    anywhere = not one.parts and not one.zones
    return anywhere or bool({*one.parts} & {*parts}) or bool({*one.zones} & {*zones})


def _concerns(one: Passage, jurisdiction: str, rules: Collection[str]) -> bool:
    here = not one.jurisdictions or jurisdiction in one.jurisdictions
    return one.verified and here and (not one.rules or bool({*one.rules} & {*rules}))


def _zones(parts: Collection[str]) -> frozenset[str]:
    """The zones of the screening rules that any muscle of the parts lies in."""
    of = Parts.load().of
    muscles = [m for m in Atlas.load().muscles.values() if of(m).id in parts]
    return frozenset(
        zone.id
        for zone in load_rules().places.zones.values()
        for muscle in muscles
        if muscle.region in zone.regions or muscle.id in zone.muscles
    )


def _said(one: Passage, words: dict[str, str]) -> Said:
    text = one.text
    for name, value in words.items():
        text = text.replace("{" + name + "}", value)
    return Said(one.id, one.topic, text, tuple(source.short for source in one.sources))


def _questions(
    texts: ConsentTexts, parts: Collection[str], zones: Collection[str]
) -> tuple[Asked, ...]:
    asked = [one for one in texts.questions if _belongs(one, parts, zones)]
    return tuple(_asked(one) for one in asked[: texts.terms.most_questions])


def _asked(one: Question) -> Asked:
    choices = list(one.wrong)
    choices.insert(one.right_at - 1, one.right)
    return Asked(one.id, one.text, tuple(choices), one.right, one.again)
