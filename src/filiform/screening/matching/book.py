"""All that matching knows: the codes and names of the screening rules, and the words of people."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from importlib.resources import files

from filiform.errors import BrokenKnowledge
from filiform.knowledge.load import Entry, read_file
from filiform.knowledge.screening import ScreeningRules, load_rules
from filiform.screening.matching.codes import CodeBook
from filiform.screening.matching.cues import Cues, Phrase, holds
from filiform.screening.matching.lexicon import STAR, Phrases, Term
from filiform.screening.matching.spelling import Speller
from filiform.screening.matching.tokens import Token, words_of
from filiform.screening.matching.values import Coding, Kind, System

_DATA = files("filiform.screening").joinpath("data")
_NAMES, _WORDS, _ORDINARY = "medicine_names.toml", "condition_words.toml", "ordinary_words.txt"
# Groups of codes that speak of taking a medicine.
_MEDICINE_GROUPS = frozenset({"cc_anticoag_use", "cc_antiplatelet_use", "cc_nsaid_use"})
# Cue words shorter than this are not guessed at: "of", "off" and "on" are too near each other.
_CUE_WORD = 6


@dataclass(frozen=True)
class AsNeeded:
    """A name that means another class when it is taken for pain now and then."""

    source: str
    target: str
    unless: frozenset[Phrase]


@dataclass
class Book:
    """Codes, names, cues and the spelling of all of them. Made by `load_book`."""

    rules: ScreeningRules
    cues: Cues
    codes: CodeBook = field(default_factory=CodeBook)
    phrases: Phrases = field(default_factory=Phrases)
    kinds: dict[str, Kind] = field(default_factory=dict)
    prefer: Mapping[str, str] = field(default_factory=dict)
    local_classes: frozenset[str] = frozenset()
    local_forms: frozenset[Phrase] = frozenset()
    pain_use: dict[str, AsNeeded] = field(default_factory=dict)
    ordinary: frozenset[str] = frozenset()
    speller: Speller = field(init=False)
    small_words: frozenset[Phrase] = field(init=False)

    def __post_init__(self) -> None:
        self._owner: dict[Phrase, str] = {}

    def finish(self) -> Book:
        """Make what depends on all names."""
        cue_words = self.cues.words
        long_cues = {word for word in cue_words if len(word) >= _CUE_WORD}
        names = {word for word in self.phrases.words if word.isalpha()} | long_cues
        self.speller = Speller(names, self.ordinary | cue_words)
        small = (self.cues.medicine_filler, self.cues.filler, self.cues.stopped_before)
        self.small_words = frozenset().union(*small, self.local_forms)
        return self

    def name(self, phrase: str, target: str, name: str) -> None:
        """Add a spelling; a bare name of two classes goes to the one it is said to mean."""
        words = words_of(phrase)
        owner = self._owner.setdefault(words, target)
        if owner == target:
            self.phrases.add(Term(words, target, name, self.kind_of(target), _taken(target)))
        elif self._meant(phrase, target, owner) != owner:
            raise BrokenKnowledge(phrase, "the classes in the order of what it means", where=_NAMES)

    def harmless(self, phrase: str, *, taken: bool) -> None:
        """Add a spelling that belongs to no class and no group; it must not be one of theirs."""
        words = words_of(phrase)
        if words in self._owner:
            where = _NAMES if taken else _WORDS
            raise BrokenKnowledge(phrase, f"no name of {self._owner[words]}", where=where)
        self.phrases.add(Term(words, "", phrase, taken=taken))

    def _meant(self, phrase: str, target: str, owner: str) -> str:
        meant = self.prefer.get(phrase.casefold())
        if meant not in (target, owner):
            raise BrokenKnowledge(phrase, f"in [prefer] {owner} or {target}", where=_NAMES)
        return meant

    def kind_of(self, target: str) -> Kind:
        return self.kinds.get(target, Kind.CHRONIC)

    def groups_of(self, coding: Coding) -> list[str]:
        """The groups of a code; of two classes of one ingredient the one it is said to mean."""
        meant = self.prefer.get(self.codes.name(coding).casefold())
        groups = self.codes.groups(coding)
        return [meant] if meant in groups and coding.system is System.RXNORM else groups

    def name_of(self, group: str, coding: Coding) -> str:
        """What a code of a prefix is called: the name that came with it, else the group's."""
        known = self.rules.medicines.get(group) or self.rules.conditions[group]
        return coding.display.strip() or known.label

    def as_needed(self, term: Term, around: Sequence[Token]) -> Term:
        """The term, or its use for pain when the words around it say so."""
        pain = self.pain_use.get(term.name)
        if not pain or pain.source != term.target or holds(pain.unless, around):
            return term
        return replace(term, target=pain.target) if holds(self.cues.as_needed, around) else term


def _taken(target: str) -> bool:
    """Whether a name of this class or group is something that is taken."""
    return target.startswith("med_") or target in _MEDICINE_GROUPS


def load_book() -> Book:
    """Read rules, names and words; `BrokenKnowledge` when they are at odds with each other."""
    names, words = read_file(_DATA, _NAMES), read_file(_DATA, _WORDS)
    book = Book(load_rules(), Cues.load())
    _read_kinds(book, words)
    _read_ways(book, names)
    _add_codes(book)
    for phrase, target, name in [
        *_shipped(book.rules),
        *_medicines(book, names),
        *_groups(book, words),
    ]:
        book.name(phrase, target, name)
    for phrase in names.table("no_class").texts("names"):
        book.harmless(phrase, taken=True)
    for phrase in words.table("no_group").texts("names"):
        book.harmless(phrase, taken=False)
    names.close()
    words.close()
    book.ordinary = frozenset(_DATA.joinpath(_ORDINARY).read_text(encoding="utf-8").split())
    return book.finish()


def _read_kinds(book: Book, words: Entry) -> None:
    words.table("review").rest()
    kinds = words.table("kinds")
    for target in kinds.left():
        book.kinds[target] = kinds.choice(target, Kind)


def _read_ways(book: Book, names: Entry) -> None:
    names.table("review").rest()
    book.prefer = {
        key.casefold(): str(value) for key, value in names.table("prefer").rest().items()
    }
    local = names.table("local_forms")
    book.local_classes = frozenset(local.texts("classes"))
    book.local_forms = frozenset(map(words_of, local.texts("words")))
    uses = names.table("as_needed")
    for name in uses.left():
        use = uses.table(name)
        unless = frozenset(map(words_of, use.texts("unless")))
        book.pain_use[name] = AsNeeded(use.text("from"), use.text("to"), unless)
        use.close()


def _add_codes(book: Book) -> None:
    for medicine in book.rules.medicines.values():
        book.codes.add_prefixes(System.ATC, medicine.id, medicine.atc)
        for drug in medicine.drugs:
            book.codes.add_codes(System.ATC, medicine.id, {drug.atc: drug.generic})
            codes = dict.fromkeys(drug.rxcui, drug.generic)
            book.codes.add_codes(System.RXNORM, medicine.id, codes)
    for group in book.rules.conditions.values():
        book.codes.add_prefixes(System.ICD10CM, group.id, group.icd10cm)
        book.codes.add_codes(System.SNOMED, group.id, {c.code: c.term for c in group.snomed})


def _shipped(rules: ScreeningRules) -> Iterator[tuple[str, str, str]]:
    """Names that the rules themselves hold: generics, brands, concepts, labels of conditions."""
    for medicine in rules.medicines.values():
        for drug in medicine.drugs:
            for phrase in (drug.generic, *drug.brands):
                yield phrase, medicine.id, drug.generic
    for group in rules.conditions.values():
        for code in group.snomed if group.rules else ():
            yield code.term, group.id, code.term


def _medicines(book: Book, names: Entry) -> Iterator[tuple[str, str, str]]:
    classes = names.table("names")
    for target in classes.left():
        _check_target(book.rules, target, _NAMES)
        generics = classes.table(target)
        for generic in generics.left():
            drug = generics.table(generic)
            _check_atc(book, drug, target)
            for phrase in (generic, *drug.texts("names")):
                yield phrase, target, generic
            drug.close()


def _check_atc(book: Book, drug: Entry, target: str) -> None:
    if drug.has("atc"):
        code = drug.text("atc")
        if target not in book.codes.groups(Coding(System.ATC, code)):
            drug.fail("atc", f"a code of {target}", code)


def _groups(book: Book, words: Entry) -> Iterator[tuple[str, str, str]]:
    groups = words.table("words")
    for target in groups.left():
        _check_target(book.rules, target, _WORDS)
        table = groups.table(target)
        book.kinds[target] = table.choice("kind", Kind)
        for name in table.left():
            for phrase in (name, *table.texts(name)):
                yield phrase, target, name


def _check_target(rules: ScreeningRules, target: str, file: str) -> None:
    known: Collection[str] = {*rules.medicines, *rules.conditions, *rules.rules}
    if target not in known:
        raise BrokenKnowledge(target, "a medicine class, condition group or rule", where=file)


__all__ = ["STAR", "Book", "load_book"]
