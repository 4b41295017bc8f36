"""Whether a name is denied: "no diabetes", "diabetes: no", "no fever, cough or rash".

Errs on the side of asking: where a text can be read both ways, the name is not denied.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from filiform.screening.matching.cues import Phrase, ends, starts
from filiform.screening.matching.lexicon import Hit
from filiform.screening.matching.sentence import Sentence, is_medicine

# How many words of content may stand between "no" and a condition.
REACH = 5
_LONGEST_ITEM = 5
_AFTER_SIGNS = frozenset({":", "?", "(", "-"})
_ANSWER_SIGNS = frozenset({":", "?"})


def denied(sentence: Sentence, hit: Hit) -> bool:
    """Whether the words before, after or at the head of a list deny the name."""
    if _affirmed(sentence, hit):
        return False
    return _before(sentence, hit) or _after(sentence, hit) or _in_list(sentence, hit)


def reached_by(sentence: Sentence, hit: Hit, length_at: Callable[[int], int]) -> int | None:
    """The place of the cue that reaches the hit from the left, or None.

    `length_at(place)` is the length of the cue that ends just before a place. Between cue and hit
    may stand fillers; before a condition up to `REACH` other words, but none beyond a verb or
    preposition ("no bruising with eliquis" denies no eliquis).
    """
    place, content, bridge = hit.first, 0, False
    while place > 0:
        length = length_at(place)
        if length:
            return place - length
        step, is_content = _step(sentence, hit, place - 1)
        if step is None or (is_content and bridge):
            return None
        content += is_content
        bridge = bridge or (sentence.words[place - 1].word,) in sentence.cues.scope_end
        if content > (0 if is_medicine(hit) else REACH):
            return None
        place = step
    return None


def _step(sentence: Sentence, hit: Hit, place: int) -> tuple[int | None, bool]:
    """The next place to the left and whether a word of content was passed; None: it ends here."""
    token = sentence.words[place]
    other = sentence.hit_at(place)
    if other:
        return _past_other(hit, other)
    if token.sign:
        return (place if token.word == "/" else None), False
    if (token.word,) in sentence.cues.hard_stop:
        return None, False
    small = sentence.cues.filler | sentence.cues.scope_end
    if not is_medicine(hit):
        small |= sentence.cues.allergy  # "no allergy to nickel"
    return place, (token.word,) not in small and not token.number


def _past_other(hit: Hit, other: Hit) -> tuple[int | None, bool]:
    if is_medicine(hit):
        # "no warfarin or eliquis" goes on; "no fever eliquis" does not.
        return (other.first if is_medicine(other) else None), False
    return other.first, True


def _affirmed(sentence: Sentence, hit: Hit) -> bool:
    """Whether a yes answers the name: "pacemaker: yes"."""
    place = _past_signs(sentence, hit.last)
    return place > hit.last and bool(starts(sentence.cues.affirmed_after, sentence.words, place))


def _negations(sentence: Sentence, hit: Hit) -> frozenset[Phrase]:
    cues = sentence.cues
    return cues.negation if is_medicine(hit) else cues.negation | cues.negation_of_conditions


def _before(sentence: Sentence, hit: Hit) -> bool:
    negations = _negations(sentence, hit)

    def length_at(place: int) -> int:
        length = ends(negations, sentence.words, place)
        return length if length and not _means_else(sentence, place - length) else 0

    return reached_by(sentence, hit, length_at) is not None


def _means_else(sentence: Sentence, place: int) -> bool:
    """Whether the "no" that begins here is one of "no problem", "not only", "no longer" ...

    Or an answer to the name before it: "diabetes: no blood thinners: yes".
    """
    cues = sentence.cues
    if sentence.word(place - 1) in _ANSWER_SIGNS and sentence.hit_at(place - 2):
        return True
    other = cues.not_a_negation | cues.stopped_before | cues.possible
    return starts(other, sentence.words, place) > 1


def _after(sentence: Sentence, hit: Hit) -> bool:
    place = _past_signs(sentence, hit.last)
    length = starts(sentence.cues.negation_after, sentence.words, place)
    answered = sentence.word(place - 1) in _ANSWER_SIGNS
    return bool(length) and (answered or sentence.closes(place + length))


def _past_signs(sentence: Sentence, place: int) -> int:
    while sentence.word(place) in _AFTER_SIGNS:
        place += 1
    return place


def _in_list(sentence: Sentence, hit: Hit) -> bool:
    for first, last in sentence.places_of(_negations(sentence, hit)):
        if last <= hit.first and not _means_else(sentence, first):
            if sentence.word(last) == ":":
                return not is_medicine(hit)
            if hit.last <= _end_of_list(sentence, last):
                return True
    return False


def _end_of_list(sentence: Sentence, start: int) -> int:
    """Where a list such as "fever, cough or rash" ends; `start` when there is no plain list."""
    for end, has_or in _items(sentence, start):
        if has_or:
            return end
    return start


def _items(sentence: Sentence, start: int) -> Iterator[tuple[int, bool]]:
    """The end of each item of a list and whether it holds an "or"; stops at what is no item."""
    place, item = start, start
    while place <= len(sentence.words):
        if place == len(sentence.words) or sentence.word(place) == ",":
            words = [token.word for token in sentence.words[item:place]]
            if not _plain_item(sentence, item, place):
                return
            yield place, bool({"or", "nor"} & set(words))
            item = place + 1
        place += 1


def _plain_item(sentence: Sentence, first: int, last: int) -> bool:
    tokens = sentence.words[first:last]
    cues = sentence.cues
    busy = cues.hard_stop | cues.negation | {("take",), ("takes",), ("taking",), ("started",)}
    return len(tokens) <= _LONGEST_ITEM + 2 and not any(
        token.number or (token.sign and token.word != "/") or (token.word,) in busy
        for token in tokens
    )
