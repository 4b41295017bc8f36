"""`filiform doctor` finds an installation sound, and a single changed byte in the audit trail."""

from __future__ import annotations

import json
import os
import shutil
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
    assert run("demo", "--seed-only", "--weeks", "1", folder=folder).returncode == 0
    return folder


def test_a_fresh_demo_is_sound(demo: Path) -> None:
    said = run("doctor", "--demo", "--audit", "--json", folder=demo)
    checks = json.loads(said.stdout)
    assert said.returncode == 0
    names = {"settings", "database", "knowledge", "weights", "audit"}
    assert {check["name"] for check in checks} == names
    trails = [check for check in checks if check["name"] == "audit"]
    assert all("intact" in check["found"] and "0 not sealed" in check["found"] for check in trails)


# One byte of an audit row, of a seal, and of what a row says in its details.
CHANGES = {
    "verb": "UPDATE records_auditrow SET verb = 'X' || substr(verb, 2) WHERE id = ?",
    "details": "UPDATE records_auditrow SET details = '{\"x\":1}' WHERE id = ?",
    "digest": """
        UPDATE records_auditseal
        SET digest = CASE substr(digest, 1, 1) WHEN '0' THEN '1' ELSE '0' END || substr(digest, 2)
        WHERE row_id = ?
    """,
}


@pytest.mark.parametrize("what", sorted(CHANGES))
def test_one_changed_byte_is_found(demo: Path, tmp_path: Path, what: str) -> None:
    with sqlite3.connect(demo / "filiform.sqlite3") as whole:
        shutil.copytree(demo, tmp_path / "demo")
        with sqlite3.connect(tmp_path / "demo" / "filiform.sqlite3") as copy:
            whole.backup(copy)
    with sqlite3.connect(tmp_path / "demo" / "filiform.sqlite3") as base:
        triggers = base.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for (name,) in triggers:
            base.execute(f"DROP TRIGGER {name}")
        row = base.execute("SELECT row_id FROM records_auditseal WHERE number = 5").fetchone()[0]
        assert base.execute(CHANGES[what], [row]).rowcount == 1
    said = run("doctor", "--demo", "--audit", folder=tmp_path / "demo")
    assert said.returncode == 1
    assert "FAILED audit" in said.stdout
    assert "seal 5 does not fit audit row" in said.stdout


def test_a_folder_without_database_is_said(tmp_path: Path) -> None:
    said = run("doctor", folder=tmp_path)
    assert said.returncode == 3
    assert said.stderr.startswith(f"filiform: no database in {tmp_path}")
