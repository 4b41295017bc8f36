"""The body chart's fields on a page and what a form sends back."""

from __future__ import annotations

import json
import re

import pytest
from django.http import QueryDict
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse

from filiform.body import Body
from filiform.drawing import Drawing
from filiform.errors import InvalidInput
from filiform_clinic.ui.body_chart import Chart, read_value

STROKE = {
    "id": "s1",
    "view": "front",
    "points": [[0.4, 0.3]],
    "radius": 0.05,
    "quality": "ache",
    "intensity": None,
    "erase": False,
}


def post(**fields: list[str] | str) -> QueryDict:
    data = QueryDict(mutable=True)
    for key, value in fields.items():
        data.setlist(key.replace("_", "-"), [value] if isinstance(value, str) else value)
    return data


def rendered(chart: Chart) -> str:
    return render_to_string("ui/body_chart.html", {"chart": chart})


def test_the_page_holds_the_drawing_and_works_without_script() -> None:
    listed = [{"area": "temple", "side": "right", "quality": "ache", "intensity": 7}]
    text = rendered(Chart(value={"strokes": [STROKE], "listed": listed}))
    assert '<option value="temple" selected>' in text
    assert '<option value="7" selected>' in text
    assert text.count('name="drawing-area"') == 5


def test_data_cannot_leave_its_script_element() -> None:
    text = rendered(Chart(mode="show", layers={"label": "</script><script>alert(1)</script>"}))
    assert "<script>alert" not in text
    data = re.search(r"data-layers>(.*?)</script>", text)
    assert data
    assert json.loads(data[1])["label"].startswith("</script>")


def test_intimate_areas_are_offered_only_when_asked_for() -> None:
    assert 'value="perineum"' not in rendered(Chart())
    assert 'value="perineum"' in rendered(Chart(show_sensitive=True))


def test_a_painted_form_reads_as_it_was_sent() -> None:
    sent = {"strokes": [STROKE], "listed": []}
    assert read_value(post(drawing=json.dumps(sent))) == sent


def test_plain_rows_become_listed_areas_and_keep_the_strokes() -> None:
    found = read_value(
        post(
            drawing=json.dumps({"strokes": [STROKE], "listed": [{"area": "old"}]}),
            drawing_plain="1",
            drawing_area=["temple", "", "forehead"],
            drawing_side=["left", "", ""],
            drawing_quality=["burning", "", ""],
            drawing_intensity=["4", "", ""],
        )
    )
    assert found["strokes"] == [STROKE]
    assert found["listed"] == [
        {"area": "temple", "side": "left", "quality": "burning", "intensity": 4},
        {"area": "forehead", "side": "midline", "quality": None, "intensity": None},
    ]
    assert Drawing.from_json(found, Body.load()).cells


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"drawing": "{broken"}, ""),
        ({"drawing": "[]"}, ""),
        ({"drawing_plain": "1", "drawing_area": "temple"}, "listed[0].side"),
        (
            {
                "drawing_plain": "1",
                "drawing_area": "forehead",
                "drawing_intensity": "11",
            },
            "listed[0].intensity",
        ),
    ],
)
def test_broken_forms_are_refused_by_field(fields: dict[str, str], field: str) -> None:
    with pytest.raises(InvalidInput) as error:
        read_value(post(**fields))
    assert error.value.field == field


def test_an_empty_form_is_an_empty_drawing() -> None:
    assert read_value(post()) == {}


@pytest.mark.django_db
def test_areas_are_served_by_version_and_kept(client: Client) -> None:
    address = reverse("ui:body_areas", args=[Body.load().version])
    answer = client.get(address)
    assert answer.status_code == 200
    assert "immutable" in answer["Cache-Control"]
    document = answer.json()
    assert len(document["visible"]) == document["cells"]
    assert {view["id"] for view in document["views"]} >= {"front", "back", "left", "right"}
    assert client.get(reverse("ui:body_areas", args=["old"])).status_code == 404
