"""`filiform doctor`: is this installation sound? One line per check, exit code 1 when one fails."""

from __future__ import annotations

import argparse
import datetime
import json
import os
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import django

from filiform.errors import Unavailable


@dataclass(frozen=True, slots=True)
class Check:
    """What was looked at, whether it is sound (None: worth a look), and what was found."""

    name: str
    sound: bool | None
    found: str


class Doctor:
    """Look at database, settings, knowledge and, on demand, the whole audit trail."""

    help = "check this installation; --audit verifies the audit trail"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--audit", action="store_true", help="verify every seal of the trail")
        parser.add_argument("--seal", action="store_true", help="first seal what is not sealed yet")
        parser.add_argument("--demo", action="store_true", help="look at the demo's database")
        parser.add_argument("--data", type=Path, help="folder of the database")
        parser.add_argument("--json", action="store_true", help="print JSON")

    def run(self, args: argparse.Namespace) -> int:
        _choose_database(args)
        checks = [*_settings(), *_database(), *_knowledge(), *weights()]
        if args.audit or args.seal:
            checks += _audit(sealing=args.seal)
        _print(checks, as_json=args.json)
        return int(any(check.sound is False for check in checks))


def _choose_database(args: argparse.Namespace) -> None:
    if args.demo:
        os.environ |= {"FILIFORM_DEMO": "yes", "DATABASE_URL": ""}
        args.data = args.data or Path("var/demo")
    if args.data:
        if not (args.data / "filiform.sqlite3").exists():
            raise Unavailable(f"no database in {args.data}: run `make demo` first, or name another")
        os.environ |= {"FILIFORM_DATA": str(args.data), "DATABASE_URL": ""}
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "filiform_clinic.settings")
    import filiform_clinic.settings  # noqa: F401  (swaps SQLite before Django sees it)

    django.setup()


def _settings() -> Iterator[Check]:
    """What Django and Filiform themselves find wrong."""
    from django.core import checks

    found = checks.run_checks()
    for message in found:
        yield Check("settings", message.level < checks.ERROR and None, f"{message.msg}")
    if not found:
        yield Check("settings", True, "nothing to object to")


def _database() -> Iterator[Check]:
    from django.db import OperationalError, connection
    from django.db.migrations.executor import MigrationExecutor

    try:
        executor = MigrationExecutor(connection)
    except OperationalError as error:
        raise Unavailable(f"the database cannot be reached: {error}") from None
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if waiting:
        raise Unavailable("the database is not up to date: run `filiform migrate` first")
    yield Check("database", True, f"{connection.display_name}, up to date")


def _knowledge() -> Iterator[Check]:
    """Entries whose review is due: worth a look, not a failure."""
    from filiform.body import Body
    from filiform.knowledge import Atlas
    from filiform.knowledge.rule_outs import RuleOuts

    atlas, body = Atlas.load(), Body.load()
    today = datetime.datetime.now(tz=datetime.UTC).date()
    due = (*atlas.overdue(today), *RuleOuts.load().overdue(today))
    found = f"body {body.version}, atlas {atlas.version}, reviews due: {len(due)}"
    yield Check("knowledge", None if due else True, found)


def weights() -> Iterator[Check]:
    """The network that checks every ranking: damaged is a fault, outdated is worth a look."""
    from filiform.body import Body
    from filiform.inference.weights import StaleWeights, UnusableWeights
    from filiform.knowledge import Atlas
    from filiform.locating.calibrated import Calibrated
    from filiform.locating.locate import engine_for

    try:
        loaded = Calibrated.load(engine_for(Atlas.load(), Body.load()))
    except UnusableWeights as refusal:
        sound = None if isinstance(refusal, StaleWeights) else False
        yield Check("weights", sound, f"{refusal}; the overlap engine answers alone")
    else:
        digest = str(loaded.weights.provenance["digest"])[:12]
        yield Check("weights", True, f"{digest}, trained for this atlas and body")


def _audit(*, sealing: bool) -> Iterator[Check]:
    from filiform_clinic.access.sealing import check_chains, seal_all

    if sealing:
        yield Check("seal", True, f"{seal_all()} rows sealed")
    for chain in check_chains():
        found = f"{chain.clinic}: {chain.broken or 'intact'}, {chain.sealed} sealed"
        found += f", {chain.unsealed} not sealed, last {chain.digest[:16]}"
        yield Check("audit", False if chain.broken else (not chain.unsealed or None), found)


_MARKS = {True: "ok", None: "look", False: "FAILED"}


def _print(checks: list[Check], *, as_json: bool) -> None:
    if as_json:
        json.dump([asdict(check) for check in checks], sys.stdout, indent=2)
        sys.stdout.write("\n")
        return
    for check in checks:
        sys.stdout.write(f"{_MARKS[check.sound]:<7}{check.name:<10}{check.found}\n")


doctor = Doctor()
