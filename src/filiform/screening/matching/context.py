"""What the words around a name say about now: stopped, over, in the family, only possible ...

Errs on the side of asking: what can be read both ways counts as current.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from filiform.screening.matching.cues import ends, holds, starts
from filiform.screening.matching.lexicon import Hit
from filiform.screening.matching.negation import denied, reached_by
from filiform.screening.matching.sentence import Sentence, is_medicine
from filiform.screening.matching.tokens import Token
from filiform.screening.matching.values import Kind, Status

# "stopped in 2026" may have been a few days ago; a year counts as past when it ended long ago.
_LATELY = timedelta(days=31)
_LONG_AGO = timedelta(days=365)


@dataclass(frozen=True)
class Context:
    """Reads one sentence as of the day `on`."""

    sentence: Sentence
    on: date

    def status(self, hit: Hit) -> Status:
        """The status of a hit; the first that fits."""
        if self._in_family(hit):
            return Status.FAMILY
        if is_medicine(hit):
            return self._status_of_medicine(hit)
        return self._status_of_condition(hit)

    def _status_of_medicine(self, hit: Hit) -> Status:
        if self._started_again(hit):
            return Status.CURRENT
        if self._stopped(hit):
            return Status.STOPPED_LATELY if self._lately(hit) else Status.STOPPED
        if denied(self.sentence, hit):
            return Status.STOPPED_LATELY if self._paused(hit) else Status.NEGATED
        if self._allergy(hit):
            return Status.ALLERGY
        return Status.POSSIBLE if self._possible(hit) else Status.CURRENT

    def _status_of_condition(self, hit: Hit) -> Status:
        if denied(self.sentence, hit):
            return Status.POSSIBLE if self._taken_back(hit) else Status.NEGATED
        if self._prevention(hit):
            return Status.PREVENTION
        if self._over(hit):
            return Status.OVER
        if hit.term.kind is not Kind.CHRONIC and self._past(hit):
            return Status.PAST
        return Status.POSSIBLE if self._possible(hit) else Status.CURRENT

    # --- medicines -------------------------------------------------------------------------

    def _stopped(self, hit: Hit) -> bool:
        return self._stopped_before(hit) or self._stopped_after(hit) or self._not_taking_it(hit)

    def _stopped_before(self, hit: Hit) -> bool:
        sentence, cues = self.sentence, self.sentence.cues

        def length_at(place: int) -> int:
            return ends(cues.stopped_before, sentence.words, place)

        place = reached_by(sentence, hit, length_at)
        return place is not None and not self._not_really(place)

    def _not_really(self, place: int) -> bool:
        """Whether the word before a stop takes it back: "not stopped", "will be stopped"."""
        return bool(ends(self.sentence.cues.not_stopped, self.sentence.words, place))

    def _stopped_after(self, hit: Hit) -> bool:
        sentence, cues = self.sentence, self.sentence.cues
        place, end = hit.last, sentence.next_first(hit)
        while place < end and sentence.word(place) != ",":
            length = starts(cues.stopped_after, sentence.words, place)
            if length:
                return not self._not_really(place) and self._says_no_more(place + length)
            if not self._says_how_taken(place):
                return False
            place += 1
        return False

    def _says_no_more(self, place: int) -> bool:
        """False when "stopped" has an object of its own: "aspirin stopped working"."""
        sentence = self.sentence
        word = sentence.words[place] if place < len(sentence.words) else None
        return word is None or word.sign or word.number or (word.word,) in sentence.cues.after_stop

    def _says_how_taken(self, place: int) -> bool:
        token = self.sentence.words[place]
        cues = self.sentence.cues
        known = (token.word,) in cues.medicine_filler or (token.word,) in cues.filler
        return token.number or token.word in {"(", "-", ":"} or known

    def _not_taking_it(self, hit: Hit) -> bool:
        return holds(self.sentence.cues.not_taking_it, self.sentence.rest(hit))

    def _started_again(self, hit: Hit) -> bool:
        """Started, with nothing after it that was started instead."""
        sentence = self.sentence
        for first, last in sentence.places_of(sentence.cues.started_again):
            inside = hit.last <= first and last <= sentence.next_first(hit)
            if inside and not self._leads_to_name(last):
                return True
        return False

    def _leads_to_name(self, place: int) -> bool:
        while place < len(self.sentence.words) and not self.sentence.hit_at(place):
            word = self.sentence.words[place]
            if word.sign or (word.word,) not in self.sentence.cues.filler:
                return False
            place += 1
        return place < len(self.sentence.words)

    def _lately(self, hit: Hit) -> bool:
        words = self.sentence.around(hit)
        years = [date(year, 12, 31) for year in _years(words)]
        return holds(self.sentence.cues.recent, words) or any(
            end > self.on - _LATELY for end in years
        )

    def _paused(self, hit: Hit) -> bool:
        """Whether it is only left out for a while: "did not take my warfarin today"."""
        _, high = self.sentence.clause(hit)
        words = (*self.sentence.around(hit), *self.sentence.words[high : high + 1])
        return holds(self.sentence.cues.paused, words)

    def _allergy(self, hit: Hit) -> bool:
        sentence, cues = self.sentence, self.sentence.cues
        if starts(cues.allergy, sentence.words, hit.last):
            return True
        low, _ = sentence.clause(hit)
        for first, last in sentence.places_of(cues.allergy):
            denies = ends(cues.negation, sentence.words, first)
            if low <= first and last <= hit.first and self._joins(last) and not denies:
                between = sentence.words[last : hit.first]
                return not {t.word for t in between} & {"take", "takes", "taking", "on", "use"}
        return False

    def _joins(self, place: int) -> bool:
        """Whether an allergy goes on to say to what: "allergic to", "allergies:"."""
        sentence = self.sentence
        return sentence.word(place) in {":", "-"} or sentence.word(place - 1) in {"to", "of"}

    # --- conditions ------------------------------------------------------------------------

    def _prevention(self, hit: Hit) -> bool:
        sentence, cues = self.sentence, self.sentence.cues
        low, _ = sentence.clause(hit)
        before = holds(cues.prevention_before, sentence.words[low : hit.first])
        return before or bool(starts(cues.prevention_after, sentence.words, hit.last))

    def _over(self, hit: Hit) -> bool:
        sentence = self.sentence
        low, high = sentence.clause(hit)
        while high < len(sentence.words) and sentence.word(high) in {",", "and", "but", "now"}:
            high += 1
        for first, last in sentence.places_of(sentence.cues.over):
            said_of_hit = low <= first and (last <= hit.first or hit.last <= first <= high + 2)
            other = any(
                hit.last <= o.first < first or last <= o.first < hit.first for o in sentence.hits
            )
            if (
                said_of_hit
                and not other
                and not ends(sentence.cues.negation, sentence.words, first)
            ):
                return True
        return False

    def _past(self, hit: Hit) -> bool:
        words, cues = self.sentence.around(hit), self.sentence.cues
        if holds(cues.recent, words):
            return False
        ended = [date(year, 12, 31) for year in _years(words)]
        if ended and not holds(cues.ongoing, words):
            return all(end < self.on - _LONG_AGO for end in ended)
        return not ended and holds(cues.past, words)

    def _taken_back(self, hit: Hit) -> bool:
        """Whether a doubt follows a denial: "not pregnant, but could be"."""
        return holds(self.sentence.cues.possible, self.sentence.rest(hit))

    # --- both ------------------------------------------------------------------------------

    def _possible(self, hit: Hit) -> bool:
        low, _ = self.sentence.clause(hit)
        return holds(self.sentence.cues.possible, self.sentence.words[low : hit.first])

    def _in_family(self, hit: Hit) -> bool:
        if holds(self.sentence.cues.me_too, self.sentence.rest(hit)):
            return False
        if is_medicine(hit):
            return self._taken_by_relative(hit)
        return self._person_before(hit) or self._person_after(hit) or self._under_heading(hit)

    def _person_before(self, hit: Hit) -> bool:
        low, _ = self.sentence.clause(hit)
        for first, last in self.sentence.places_of(self.sentence.cues.family):
            if low <= first and last <= hit.first and self.sentence.word(first - 1) != "a":
                return not holds(self.sentence.cues.self, self.sentence.words[last : hit.first])
        return False

    def _taken_by_relative(self, hit: Hit) -> bool:
        if not self._person_before(hit):
            return False
        low, _ = self.sentence.clause(hit)
        words = self.sentence.words[low : hit.first]
        possessive = words[-1].word.endswith("s") and words[-1].word not in {"is", "has"}
        return possessive or holds(self.sentence.cues.takes, words)

    def _person_after(self, hit: Hit) -> bool:
        sentence, cues = self.sentence, self.sentence.cues
        if starts(cues.family_after, sentence.words, hit.last):
            return True
        place = hit.last
        if sentence.word(place) not in {"(", "-", ":", "in", "on"}:
            return False
        while sentence.word(place) in {"(", "-", ":", "in", "on", "my", "the", "his", "her"}:
            place += 1
        length = starts(cues.family, sentence.words, place)
        return bool(length) and (
            sentence.closes(place + length) or sentence.word(place + length) == "side"
        )

    def _under_heading(self, hit: Hit) -> bool:
        sentence = self.sentence
        low, _ = sentence.clause(hit)
        for first, last in sentence.places_of(sentence.cues.family_heading):
            listed = sentence.word(last) == ":" or low <= first
            between = sentence.words[last : hit.first]
            if last <= hit.first and listed and not holds(sentence.cues.self, between):
                return True
        return False


def _years(words: Sequence[Token]) -> list[int]:
    return [token.year for token in words if token.year is not None]
