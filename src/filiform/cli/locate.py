"""``filiform locate``: from a case to a ranked list of what to palpate."""

from __future__ import annotations

import json
import re
import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from typing import Any

from filiform.cli.documents import STDIN, read_json
from filiform.cli.tables import (
    belief_as_text,
    explanation_as_text,
    rule_outs_as_text,
    vocabulary_as_text,
)
from filiform.errors import InvalidInput

DEFAULT_TOP = 10


class LocateCommand:
    """Reads a case, prints the belief: a table, or with ``--json`` the document of the contract."""

    help = "rank the trigger points that could cause a pain, as hypotheses to palpate"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "case",
            metavar="CASE.json",
            nargs="?",
            help=f"the case as JSON, {STDIN} for standard input",
        )
        parser.add_argument("--json", action="store_true", help="print JSON only")
        parser.add_argument(
            "--top", type=_count, metavar="N", help="the first N of each list (table: 10)"
        )
        parser.add_argument(
            "--explain", action="store_true", help="say why the first five stand where they stand"
        )
        parser.add_argument(
            "--vocabulary", action="store_true", help="list every id that a case may use"
        )

    def run(self, args: Namespace) -> int:
        # Loading body and atlas takes a moment that `filiform --help` should not wait for.
        from filiform.body import Body
        from filiform.knowledge import Atlas
        from filiform.locating import Vocabulary

        if args.vocabulary:
            vocabulary = Vocabulary.of(Atlas.load(), Body.load())
            document = vocabulary.to_json()
            _print(document if args.json else vocabulary_as_text(document), as_json=args.json)
            return 0
        if args.case is None:
            raise InvalidInput("CASE.json", "a file, - for standard input, or --vocabulary")
        return _locate(args)


def _locate(args: Namespace) -> int:
    from filiform.knowledge import Atlas
    from filiform.locating import case_from_json, explain, locate
    from filiform.locating.rule_outs import rule_outs

    document = read_json(args.case)
    try:
        case = case_from_json(document)
        belief = locate(case)
    except InvalidInput as error:
        where = "stdin" if args.case == STDIN else args.case
        expected = error.expected + (_VOCABULARY if _names_an_id(error) else "")
        raise InvalidInput(error.field, expected, got=error.got, where=where) from None
    others = rule_outs(case)
    why = explain(case, belief) if args.explain else None
    if args.json:
        told: dict[str, Any] = {"rule_outs": [one.to_json() for one in others]}
        told |= {"explanation": why.to_json()} if why else {}
        _print(belief.to_json(args.top) | told, as_json=True)
    else:
        _print(belief_as_text(belief, Atlas.load(), args.top or DEFAULT_TOP), as_json=False)
        _print(rule_outs_as_text(others), as_json=False)
        if why:
            _print("\n" + explanation_as_text(why, Atlas.load()), as_json=False)
    return 0


_VOCABULARY = "; `filiform locate --vocabulary` lists them"


def _names_an_id(error: InvalidInput) -> bool:
    """Whether the case used an id that is none."""
    return re.match(r"an? (complaint|group|area|muscle|site) id", error.expected) is not None


def _print(document: Any, *, as_json: bool) -> None:
    text = json.dumps(document, indent=2, allow_nan=False) if as_json else document
    sys.stdout.write(f"{text}\n")


def _count(text: str) -> int:
    # isdecimal also accepts digits of other scripts, which int reads as well.
    if not text.isdecimal() or len(text) > 9 or int(text) < 1:
        raise ArgumentTypeError(f"expected a whole number, 1 or more, got {text[:20]!r}")
    return int(text)


command = LocateCommand()
