"""``filiform screen``: from a FHIR record to a verdict with reasons."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from filiform.cli.documents import STDIN, read_json
from filiform.cli.program import BAD_INPUT, DONE, describe
from filiform.errors import InvalidInput

if TYPE_CHECKING:
    from filiform.fhir import Record
    from filiform.screening import Verdict

MAX_BYTES = 100_000_000
STOPPED = 1


class ScreenCommand:
    """Reads a bundle, prints the verdict: a table, or with ``--json`` the document."""

    help = "say from a FHIR R4 record whether needling is safe today, with reasons and sources"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "bundles",
            nargs="+",
            metavar="BUNDLE.json",
            help=f"a FHIR R4 Bundle as JSON, {STDIN} for standard input; several: each in turn",
        )
        parser.add_argument("--json", action="store_true", help="print JSON only")
        parser.add_argument(
            "--muscle",
            action="append",
            default=[],
            metavar="ID[:left|right]",
            help="a muscle that is meant to be needled; may be repeated",
        )
        parser.add_argument(
            "--technique",
            choices=("manual", "electrical"),
            default="manual",
            help="default: manual",
        )
        parser.add_argument(
            "--jurisdiction", metavar="US-FL", help="where this is; not given: not checked"
        )
        parser.add_argument(
            "--on", type=_day, metavar="YYYY-MM-DD", help="the day of treatment (default: today)"
        )

    def run(self, args: Namespace) -> int:
        if len(args.bundles) > 1:
            return _several(args)
        record = _record(args.bundles[0], args)
        verdict = _verdict(record, args)
        text = _json(_document(record, verdict)) if args.json else _as_text(record, verdict)
        sys.stdout.write(f"{text}\n")
        return STOPPED if verdict.stops else DONE


def _several(args: Namespace) -> int:
    """Each record for itself: of one that cannot be read it is said why, and the others go on."""
    documents, code = [], DONE
    for name in args.bundles:
        try:
            record = _record(name, args)
        except InvalidInput as error:
            sys.stderr.write(f"filiform: {describe(error)}\n")
            code = BAD_INPUT
            continue
        verdict = _verdict(record, args)
        code = max(code, STOPPED if verdict.stops else DONE)
        documents.append({"record": name, **_document(record, verdict)})
        if not args.json:
            sys.stdout.write(f"# {name}\n\n{_as_text(record, verdict)}\n\n")
    if args.json:
        sys.stdout.write(f"{_json(documents)}\n")
    return code


def screened(document: Any, args: Namespace) -> tuple[Record, Verdict]:
    """What a bundle says, and the verdict on it."""
    from filiform.fhir import read_bundle

    record = read_bundle(document, _on(args))
    return record, _verdict(record, args)


def _record(name: str, args: Namespace) -> Record:
    # Loading rules and atlas takes a moment that `filiform --help` should not wait for.
    from filiform.fhir import read_bundle

    document = read_json(name, MAX_BYTES)
    where = "stdin" if name == STDIN else name
    try:
        record = read_bundle(document, _on(args))
    except InvalidInput as error:
        raise InvalidInput(error.field, error.expected, got=error.got, where=where) from None
    if args.on is None:
        _say_when_answered(where, record)
    return record


def _say_when_answered(where: str, record: Record) -> None:
    """An old record looks unfinished today: say which day its answers about the day were for."""
    from filiform.knowledge.screening import load_rules

    rules = load_rules().rules
    days = [answer.on for answer in record.history.answers if rules[answer.rule].for_day]
    newest = max((day for day in days if day), default=None)
    if newest and newest < datetime.now().astimezone().date():
        sys.stderr.write(
            f"filiform: {where}: what holds for one day was answered on {newest} and is asked "
            f"again; --on {newest} judges that day\n"
        )


def _verdict(record: Record, args: Namespace) -> Verdict:
    from filiform.knowledge.screening import load_rules
    from filiform.screening import Technique, screen
    from filiform.screening.places_text import target_from_text

    return screen(
        record.history,
        on=_on(args),
        targets=tuple(target_from_text(text, load_rules()) for text in args.muscle),
        technique=Technique(args.technique),
        jurisdiction=args.jurisdiction,
    )


def _on(args: Namespace) -> date:
    day: date | None = args.on
    return day or datetime.now().astimezone().date()


def _document(record: Record, verdict: Verdict) -> dict[str, Any]:
    from filiform.screening.documents import evidence_to_json, verdict_to_json

    document = verdict_to_json(verdict)
    document["evidence"] = evidence_to_json(record.history.evidence)
    return document


def _json(document: object) -> str:
    return json.dumps(document, indent=2, allow_nan=False)


def _as_text(record: Record, verdict: Verdict) -> str:
    from filiform.cli.verdicts import verdict_as_text
    from filiform.knowledge.screening import load_rules

    return verdict_as_text(verdict, record.history.evidence, load_rules())


def _day(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = None
    # fromisoformat also takes forms such as 20261123 and 2026-W48-1.
    if day is None or day.isoformat() != text:
        raise ArgumentTypeError(f"expected a day such as 2026-11-23, got {text[:20]!r}")
    return day


command = ScreenCommand()
