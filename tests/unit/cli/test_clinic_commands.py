"""The clinic's commands from the outside, each in a process of its own."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

FILIFORM = str(Path(sys.executable).parent / "filiform")


def run(*words: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [FILIFORM, *words],
        env=clean(folder) | environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def clean(folder: Path) -> dict[str, str]:
    """The surroundings without what a test run or a shell has set."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("FILIFORM_", "DATABASE_URL"))}
    return kept | {"FILIFORM_DATA": str(folder)}


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        yield holder.getsockname()[1]


@pytest.fixture
def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_a_taken_port_is_said_before_anything_is_made(tmp_path: Path, taken_port: int) -> None:
    data = tmp_path / "demo"
    said = run("demo", "--port", str(taken_port), "--data", str(data), folder=tmp_path)
    assert said.returncode == 3
    assert "try another --port" in said.stderr
    assert not data.exists()


def test_serving_an_old_database_says_to_migrate(tmp_path: Path, free_port: int) -> None:
    said = run("serve", "--port", str(free_port), folder=tmp_path)
    assert said.returncode == 3
    assert said.stderr == "filiform: the database is not up to date: run `filiform migrate` first\n"


@pytest.mark.slow
def test_the_demo_serves_its_pages_and_keeps_them_over_a_restart(
    tmp_path: Path, free_port: int
) -> None:
    words = ["demo", "--port", str(free_port), "--data", str(tmp_path / "demo"), "--weeks", "1"]
    for _ in range(2):
        with serving(words, tmp_path, free_port) as home:
            assert "Filiform" in home
    database = tmp_path / "demo" / "filiform.sqlite3"
    assert database.exists()


@contextlib.contextmanager
def serving(words: list[str], folder: Path, port: int) -> Iterator[str]:
    """Start the command, wait for its public page, and stop it as Ctrl-C would."""
    process = subprocess.Popen(
        [FILIFORM, *words], env=clean(folder), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    try:
        yield first_page(process, port)
    finally:
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=30)


def first_page(process: subprocess.Popen[bytes], port: int) -> str:
    for _ in range(600):
        with (
            contextlib.suppress(OSError),
            urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=10) as page,
        ):
            return str(page.read().decode())
        assert process.poll() is None, process.stderr and process.stderr.read().decode()
        time.sleep(0.1)
    pytest.fail("the demo did not answer within a minute")
