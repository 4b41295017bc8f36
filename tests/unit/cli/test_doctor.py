"""`filiform doctor` finds an installation sound, and a single changed byte in the audit trail."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(sys.executable).with_name("filiform")


def run(*words: str, folder: Path) -> subprocess.CompletedProcess[str]:
    surroundings = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    surroundings |= {"PYTHONSAFEPATH": "1"}
    command = [str(SCRIPT), *words, "--data", str(folder)]
    return subprocess.run(command, capture_output=True, text=True, check=False, env=surroundings)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("doctor") / "demo"
    assert run("demo", "--seed-only", folder=folder).returncode == 0
    return folder


def test_a_fresh_demo_is_sound(demo: Path) -> None:
    said = run("doctor", "--demo", "--audit", "--json", folder=demo)
    checks = json.loads(said.stdout)
    assert said.returncode == 0
    assert {check["name"] for check in checks} == {"settings", "database", "knowledge", "audit"}
    trails = [check for check in checks if check["name"] == "audit"]
    assert all("intact" in check["found"] and "0 not sealed" in check["found"] for check in trails)


def test_one_changed_byte_is_found(demo: Path) -> None:
    with sqlite3.connect(demo / "filiform.sqlite3") as base:
        names = base.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
        ).fetchall()
        for name, _sql in names:
            base.execute(f"DROP TRIGGER {name}")
        row = base.execute("SELECT row_id FROM records_auditseal WHERE number = 5").fetchone()[0]
        changed = "UPDATE records_auditrow SET verb = 'X' || substr(verb, 2) WHERE id = ?"
        base.execute(changed, [row])
    said = run("doctor", "--demo", "--audit", folder=demo)
    assert said.returncode == 1
    assert "FAILED audit" in said.stdout
    assert "seal 5 does not fit audit row" in said.stdout


def test_a_folder_without_database_is_said(tmp_path: Path) -> None:
    said = run("doctor", folder=tmp_path)
    assert said.returncode == 3
    assert said.stderr.startswith(f"filiform: no database in {tmp_path}")
