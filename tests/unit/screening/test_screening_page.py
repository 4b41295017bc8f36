"""The page of rules in the documentation says what the data say."""

from __future__ import annotations

from pathlib import Path

from filiform.knowledge.screening import load_rules
from filiform.screening.pages import main, rules_page

RULES = load_rules()
PAGE = Path(__file__).parents[3] / "docs" / "reference" / "screening-rules.md"


def test_the_page_is_current() -> None:
    assert PAGE.read_text(encoding="utf-8") == rules_page(RULES), (
        "run: python -m filiform.screening.pages docs/reference/screening-rules.md"
    )


def test_every_entry_has_its_place_on_the_page() -> None:
    text = rules_page(RULES)
    for entry in RULES.entries:
        if entry.id not in RULES.laws:
            assert f"`{entry.id}`" in text, entry.id
    for pack in RULES.packs:
        assert f"(`{pack}`)" in text


def test_every_rule_shows_question_outcome_source_and_review() -> None:
    text = rules_page(RULES)
    for rule in RULES.rules.values():
        block = text.split(f"### {rule.label}\n", 1)[1].split("\n### ", 1)[0].split("\n## ", 1)[0]
        assert rule.question in block
        assert rule.what_to_do in block
        assert all(f"`{source.id}`" in block for source in rule.sources)
        assert ("**unverified**" in block) is not rule.verified
        assert f"next {rule.review.next}" in block


def test_no_published_length_or_depth_is_repeated() -> None:
    text = rules_page(RULES)
    for hazard in RULES.hazards.values():
        assert not any(line in text for line in hazard.reported), hazard.id


def test_the_command_writes_the_page(tmp_path: Path) -> None:
    assert main([str(tmp_path / "rules.md")]) == 0
    assert (tmp_path / "rules.md").read_text(encoding="utf-8") == rules_page(RULES)
