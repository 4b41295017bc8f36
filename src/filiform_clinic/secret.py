"""The signing key: from the environment, or one made once and kept beside the local database."""

from __future__ import annotations

import os
import secrets
from pathlib import Path


def secret_key(folder: Path, *, testing: bool) -> str:
    """A key that survives restarts. Several web machines must share FILIFORM_SECRET_KEY instead."""
    if testing:
        return "only-for-tests-" + "x" * 40
    path = folder / "secret_key"
    if not path.exists():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        # O_EXCL: of two processes that start at once, one makes the key and both read it.
        try:
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            return path.read_text(encoding="utf-8")
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(secrets.token_urlsafe(48))
    return path.read_text(encoding="utf-8")
