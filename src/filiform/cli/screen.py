"""``filiform screen``: from a FHIR record to a verdict with reasons."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from filiform.cli.documents import STDIN, read_json
from filiform.errors import InvalidInput

if TYPE_CHECKING:
    from filiform.fhir import Record
    from filiform.screening import Verdict

MAX_BYTES = 100_000_000
DONE, STOPPED = 0, 1


class ScreenCommand:
    """Reads a bundle, prints the verdict: a table, or with ``--json`` the document."""

    help = "say from a FHIR R4 record whether needling is safe today, with reasons and sources"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "bundle",
            metavar="BUNDLE.json",
            help=f"a FHIR R4 Bundle as JSON, {STDIN} for standard input",
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
        document = read_json(args.bundle, MAX_BYTES)
        record, verdict = screened(document, args)
        text = _as_json(record, verdict) if args.json else _as_text(record, verdict)
        sys.stdout.write(f"{text}\n")
        return STOPPED if verdict.stops else DONE


def screened(document: Any, args: Namespace) -> tuple[Record, Verdict]:
    # Loading rules and atlas takes a moment that `filiform --help` should not wait for.
    from filiform.fhir import read_bundle
    from filiform.knowledge.screening import load_rules
    from filiform.screening import Technique, screen
    from filiform.screening.places_text import target_from_text

    on = args.on or datetime.now().astimezone().date()
    targets = tuple(target_from_text(text, load_rules()) for text in args.muscle)
    try:
        record = read_bundle(document, on)
    except InvalidInput as error:
        where = "stdin" if args.bundle == STDIN else args.bundle
        raise InvalidInput(error.field, error.expected, got=error.got, where=where) from None
    verdict = screen(
        record.history,
        on=on,
        targets=targets,
        technique=Technique(args.technique),
        jurisdiction=args.jurisdiction,
    )
    return record, verdict


def _as_json(record: Record, verdict: Verdict) -> str:
    from filiform.screening.documents import evidence_to_json, verdict_to_json

    document = verdict_to_json(verdict)
    document["evidence"] = evidence_to_json(record.history.evidence)
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
