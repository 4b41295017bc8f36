"""The products in data/built: that they belong together and that building anew gives the same."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from filiform.body import Body
from filiform.body.build import products
from filiform.body.build.__main__ import main
from filiform.body.views import load_views
from filiform.errors import BrokenKnowledge


def held(name: str) -> dict[str, object]:
    found: dict[str, object] = json.loads((products.BUILT / name).read_text())
    return found


def test_every_product_is_the_one_its_digest_was_taken_of() -> None:
    listed = {name: products.digest(name, file) for name, file in products.shipped().items()}
    assert held("digests.json") == {"body": listed["cells.npz"][:12], "files": listed}


def test_products_are_of_the_same_body() -> None:
    assert {held(name)["body"] for name in ("digests.json", "areas.json", "views.json")} == {
        Body.load().version
    }


def test_products_stay_small() -> None:
    sizes = {name: len(file) for name, file in products.shipped().items()}
    assert sum(sizes.values()) < 3_000_000
    assert max(size for name, size in sizes.items() if name.startswith("views/")) < 150_000


@pytest.mark.slow
def test_building_cells_and_areas_anew_gives_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--check", "--only", "cells", "--only", "areas"]) == 0
    assert capsys.readouterr() == ("", "")


def test_a_product_that_differs_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    built = {**products.shipped(), "areas.json": b"{}", "views/extra.png": b""}
    assert products.differences(built) == [
        "areas.json: building anew gives something else",
        "views/extra.png: missing, run python -m filiform.body.build",
    ]


def test_writing_leaves_only_what_has_a_digest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(products, "BUILT", tmp_path)
    (tmp_path / "old.json").write_text("{}")
    products.write({"digests.json": b'{"files": {"new.json": ""}}', "new.json": b"{}"})
    assert sorted(path.name for path in tmp_path.iterdir()) == ["digests.json", "new.json"]


def test_views_of_another_body_are_refused() -> None:
    with pytest.raises(BrokenKnowledge, match=r"views\.json: body: views of body 0123"):
        load_views("0123")
