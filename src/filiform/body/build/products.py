"""The files in `data/built`, their digests, and whether building anew gives the same."""

from __future__ import annotations

import hashlib
import io
import json
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from filiform.body.build.areas import build_areas
from filiform.body.build.cells import build_cells
from filiform.body.surface import load_surface

BUILT = Path(__file__).parent.parent / "data" / "built"
DIGESTS = "digests.json"


def build_all() -> dict[str, bytes]:
    """Every product by file name, `digests.json` among them."""
    cells = build_cells()
    packed = npz_bytes(cells)
    version = digest("cells.npz", packed)[:12]
    areas = build_areas(load_surface("neutral", 2), cells["cell_of_quad"])
    built = {"cells.npz": packed, "areas.json": areas_bytes(version, areas)}
    listed = {name: digest(name, content) for name, content in sorted(built.items())}
    summary = {"body": version, "files": listed}
    return {**built, DIGESTS: json_bytes(summary)}


def write(built: dict[str, bytes]) -> None:
    """Write the products, and remove files that are no longer built."""
    for name, content in built.items():
        path = BUILT / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    for path in BUILT.rglob("*"):
        if path.is_file() and path.relative_to(BUILT).as_posix() not in built:
            path.unlink()


def differences(built: dict[str, bytes]) -> list[str]:
    """What differs between the products in `data/built` and those just built, in words."""
    told = []
    for name, content in built.items():
        path = BUILT / name
        if not path.is_file():
            told.append(f"{name}: missing, run python -m filiform.body.build")
        elif digest(name, path.read_bytes()) != digest(name, content):
            told.append(f"{name}: building anew gives something else")
    return told


def digest(name: str, content: bytes) -> str:
    """SHA-256 of the decoded content of a product."""
    found = hashlib.sha256()
    for key, array in _arrays(name, content):
        found.update(f"{key} {array.dtype.str} {array.shape}\n".encode())
        found.update(np.ascontiguousarray(array).tobytes())
    return found.hexdigest()


def _arrays(name: str, content: bytes) -> list[tuple[str, npt.NDArray[Any]]]:
    if name.endswith(".npz"):
        with np.load(io.BytesIO(content)) as arrays:
            return [(key, arrays[key]) for key in sorted(arrays.files)]
    return [(name, np.frombuffer(content, dtype=np.uint8))]


def npz_bytes(arrays: dict[str, npt.NDArray[Any]]) -> bytes:
    """Arrays as a compressed archive (members carry no time stamps)."""
    packed = io.BytesIO()
    np.savez_compressed(packed, allow_pickle=False, **arrays)
    return packed.getvalue()


def areas_bytes(version: str, areas: dict[str, list[int]]) -> bytes:
    """Left cell ids by area, an area a line."""
    lines = ",\n".join(f'  "{area}": {json.dumps(cells)}' for area, cells in sorted(areas.items()))
    return f'{{\n "body": "{version}",\n "areas": {{\n{lines}\n }}\n}}\n'.encode()


def json_bytes(value: object) -> bytes:
    return (json.dumps(value, indent=1, sort_keys=True) + "\n").encode()
