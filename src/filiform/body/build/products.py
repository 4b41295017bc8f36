"""The files in `data/built`, their digests, and whether building anew gives the same."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Collection
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from PIL import Image

from filiform.body.build.areas import build_areas
from filiform.body.build.cells import HALF, build_cells
from filiform.body.build.compose import views_of
from filiform.body.build.shots import shots
from filiform.body.build.views import take
from filiform.body.surface import load_surface

BUILT = Path(__file__).parent.parent / "data" / "built"
DIGESTS = "digests.json"
GROUPS = ("cells", "areas", "views")

Files = dict[str, bytes]


def build(groups: Collection[str] = GROUPS) -> Files:
    """The products of some groups by file name, and `digests.json` over them and the others."""
    makers = {"cells": _cells, "areas": _areas, "views": _views}
    built: Files = {}
    for group in GROUPS:
        if group in groups:
            built |= makers[group](built)
    kept = {name: content for name, content in shipped().items() if not _made(name, groups)}
    return {**built, DIGESTS: _digests({**kept, **built})}


def shipped() -> Files:
    """The products as they are in `data/built`, without `digests.json`."""
    found = {path.relative_to(BUILT).as_posix(): path for path in BUILT.rglob("*.*")}
    return {name: path.read_bytes() for name, path in found.items() if name != DIGESTS}


def _made(name: str, groups: Collection[str]) -> bool:
    return name.split(".")[0].split("/")[0] in groups


def _digests(products: Files) -> bytes:
    listed = {name: digest(name, content) for name, content in sorted(products.items())}
    return json_bytes({"body": _version(products["cells.npz"]), "files": listed})


def _cells(_: Files) -> Files:
    return {"cells.npz": npz_bytes(build_cells())}


def _areas(built: Files) -> Files:
    packed = _packed_cells(built)
    cell_of_quad = dict(_arrays("cells.npz", packed))["cell_of_quad"]
    areas = build_areas(load_surface("neutral", 2), cell_of_quad)
    return {"areas.json": areas_bytes(_version(packed), areas)}


def _views(built: Files) -> Files:
    version = _version(_packed_cells(built))
    views = [view for shot in shots() for view in views_of(shot, take(shot))]
    listed = {"body": version, "cells": 2 * HALF, "views": [view.about for view in views]}
    pictures = {f"views/{view.about['id']}.png": view.picture for view in views}
    ids = {f"views/{view.about['id']}.ids.png": view.ids for view in views}
    seen = np.stack([view.seen_cm2 for view in views])
    shown = np.stack([view.shown_cm2 for view in views])
    return {
        "views.json": json_bytes(listed),
        "views.npz": npz_bytes({"seen_cm2": seen, "shown_cm2": shown}),
        **pictures,
        **ids,
    }


def _packed_cells(built: Files) -> bytes:
    return built["cells.npz"] if "cells.npz" in built else (BUILT / "cells.npz").read_bytes()


def _version(packed_cells: bytes) -> str:
    return digest("cells.npz", packed_cells)[:12]


def write(built: Files) -> None:
    """Write the products, and remove files that no digest is kept of."""
    for name, content in built.items():
        path = BUILT / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    for name in shipped().keys() - json.loads(built[DIGESTS])["files"].keys():
        (BUILT / name).unlink()


def differences(built: Files) -> list[str]:
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
    if name.endswith(".png"):
        with Image.open(io.BytesIO(content)) as picture:
            return [("pixels", np.asarray(picture.convert("RGBA")))]
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
