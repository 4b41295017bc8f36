"""The commands of the clinic: `filiform serve`, `filiform migrate`, `filiform demo`."""

from __future__ import annotations

import argparse
import datetime
import os
import socket
import sys
from pathlib import Path

import django

from filiform.errors import Unavailable

DEFAULT_PORT = 8000


class Migrate:
    """Bring the database's tables up to date."""

    help = "bring the database up to date"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        del parser

    def run(self, args: argparse.Namespace) -> int:
        del args
        _django()
        _migrate(verbosity=1)
        return 0


class Serve:
    """Serve the clinic to the network address given."""

    help = "serve the clinic (put a proxy that ends TLS before it)"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=DEFAULT_PORT)
        parser.add_argument("--workers", type=int, default=2, help="processes, one per core")

    def run(self, args: argparse.Namespace) -> int:
        _check_free(args.host, args.port)
        _django()
        _check_migrated()
        _serve(args.host, args.port, args.workers)
        return 0


class Demo:
    """Seed a small synthetic clinic and serve it on this machine only."""

    help = "seed a small synthetic clinic and serve it on localhost"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=DEFAULT_PORT)
        parser.add_argument("--data", type=Path, default=Path("var/demo"), help="folder to use")
        parser.add_argument("--seed-only", action="store_true", help="do not serve")
        parser.add_argument("--weeks", type=int, default=13, help="weeks of earlier visits")

    def run(self, args: argparse.Namespace) -> int:
        if not args.seed_only:
            _check_free("127.0.0.1", args.port)
        # A demo never touches a real clinic's database, whatever the surroundings say.
        os.environ |= {"FILIFORM_DEMO": "yes", "FILIFORM_DATA": str(args.data), "DATABASE_URL": ""}
        _say("Preparing the demo clinic ...")
        _django()
        _migrate(verbosity=0)
        _say_doors(args.port, args.weeks)
        if not args.seed_only:
            _serve("127.0.0.1", args.port, workers=2)
        return 0


def _django() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "filiform_clinic.settings")

    import filiform_clinic.settings  # noqa: F401  (swaps SQLite before Django sees it)

    django.setup()


def _migrate(verbosity: int) -> None:
    from django.core.management import call_command

    call_command("migrate", verbosity=verbosity, interactive=False, stdout=sys.stderr)


def _check_migrated() -> None:
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise Unavailable("the database is not up to date: run `filiform migrate` first")


def _check_free(host: str, port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise Unavailable(
                f"cannot serve on {host}:{port} ({error.strerror}); try another --port"
            ) from None


def _say_doors(port: int, weeks: int) -> None:
    from filiform_clinic.demo.seed import seed

    access = seed(datetime.datetime.now(tz=datetime.UTC), say=_say_progress, weeks=weeks)
    base = f"http://localhost:{port}"
    _say(
        "",
        "Filiform demo: a synthetic clinic, invented people only.",
        "",
        f"  Public page        {base}/",
        f"  Sign in            {base}/account/login/   (one click, no password)",
        *(
            f"    {who.role.replace('_', ' '):<17}{who.name}, {who.clinic_name}"
            for who in access.logins
        ),
        f"  A patient's phone  {base}{access.patient_link_path}",
        f"    {access.patient_name}, born {access.patient_birth_date:%Y-%m-%d} (the page asks)",
        "",
        "Stop with Ctrl-C.",
    )


def _say_progress(done: int, of: int) -> None:
    """Every twentieth visit on a line of its own: the first start makes three months of them."""
    if done and done % 20 == 0:
        _say(f"  {done} of {of} visits made ...")


def _say(*lines: str) -> None:
    print("\n".join(lines), flush=True)  # noqa: T201  (what a person at the terminal reads)


def _serve(host: str, port: int, workers: int) -> None:
    """Become the web server: signals and the exit code are then gunicorn's own."""
    options = ["--bind", f"{host}:{port}", "--workers", str(workers), "--preload"]
    os.execv(  # noqa: S606  (no shell; every word is ours or a checked number)
        sys.executable,
        [
            sys.executable,
            *("-m", "gunicorn", *options, "--log-level", "warning"),
            "filiform_clinic.wsgi:application",
        ],
    )


demo, migrate, serve = Demo(), Migrate(), Serve()
