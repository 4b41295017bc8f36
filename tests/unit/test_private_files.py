"""Files with patients' data or keys are their owner's alone."""

from __future__ import annotations

from pathlib import Path

from filiform_clinic.databases import database_from_url
from filiform_clinic.secret import secret_key


def rights(path: Path) -> str:
    return oct(path.stat().st_mode & 0o777)


def test_a_new_clinic_is_readable_for_its_owner_only(tmp_path: Path) -> None:
    folder = tmp_path / "clinic"
    secret_key(folder, testing=False)
    database = Path(database_from_url("", folder)["NAME"])
    assert rights(folder) == "0o700"
    assert rights(database) == "0o600"
    assert rights(folder / "secret_key") == "0o600"


def test_the_database_is_private_in_a_folder_that_others_read(tmp_path: Path) -> None:
    assert rights(Path(database_from_url("", tmp_path)["NAME"])) == "0o600"


def test_a_database_that_is_there_stays_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "filiform.sqlite3").write_bytes(b"kept")
    assert Path(database_from_url("", tmp_path)["NAME"]).read_bytes() == b"kept"
