"""The reference page of the plan's knowledge: `python -m filiform.plan.pages docs/reference`."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from filiform.knowledge.atlas import Atlas
from filiform.knowledge.sources import Source
from filiform.plan.library import PlanKnowledge
from filiform.plan.values import Backed, Care, Fact, GroupChange, OnTheDay

FILE = "plan-care.md"
_HEAD = """# Care in a plan

Made from `src/filiform/plan/data/` by `python -m filiform.plan.pages docs/reference`; do not edit
it here. *not confirmed* stands where no source that was read backs an entry. No entry gives
a spacing of sessions, a best number or a schedule of maintenance: no source that was read does.
"""
_DAY = {
    OnTheDay.BEFORE: "before the needles",
    OnTheDay.AFTER: "after the needles",
    OnTheDay.AVOID: "not on the day",
    OnTheDay.OPEN: "no source says",
}


def page(known: PlanKnowledge) -> str:
    """The page in Markdown, the same for the same knowledge."""
    parts = (_HEAD, _care(known), _facts(known.facts), _groups(known), _sources(known))
    return "\n".join(parts)


def _care(known: PlanKnowledge) -> str:
    rows = (_care_row(one) for one in known.care.values())
    head = "| id | care | on a needling day | what is known | grade |\n|---|---|---|---|---|"
    return "\n".join(("## Kinds of care\n", head, *rows, ""))


def _care_row(care: Care) -> str:
    day = _DAY[care.on_the_day]
    if care.free_days_after:
        day += f", nor {care.free_days_after} day after"
    told = [f"{care.known} ({_cited(care)})"]
    told += [f"**Mind:** {one.text} ({_cited(one)})" for one in care.cautions]
    return f"| `{care.id}` | {care.name} | {day} | {' '.join(told)} | {_grade(care)} |"


def _facts(facts: Iterable[Fact]) -> str:
    head = "## How often and how much\n\n| id | beside | what is known | grade |\n|---|---|---|---|"
    rows = (f"| `{f.id}` | {f.topic} | {f.text} ({_cited(f)}) | {_grade(f)} |" for f in facts)
    return "\n".join((head, *rows, ""))


def _groups(known: PlanKnowledge) -> str:
    atlas = Atlas.load()
    parts = (_group(atlas.groups[one.group].name, one) for one in known.groups.values())
    return "\n".join(("## What the group changes\n", *parts))


def _group(name: str, change: GroupChange) -> str:
    care = ", ".join(one.name for one in change.care)
    lines = [f"### {name}\n", f"Offered first: {care}."]
    lines += [f"- {note.text} ({_cited(note)}; {_grade(note)})" for note in change.notes]
    return "\n".join((*lines, ""))


def _sources(known: PlanKnowledge) -> str:
    found = {source.id: source for one in _backed(known) for source in one.sources}
    rows = (_source_row(found[name]) for name in sorted(found))
    reviews = (f"{name} {review.next}" for name, review in known.reviews.items())
    return "\n".join(("## Sources\n", *rows, "", f"Next reviews: {', '.join(reviews)}.", ""))


def _source_row(one: Source) -> str:
    return f"- `{one.id}` {one.authors}. {one.title}. {one.address} (read: {one.basis})"


def _backed(known: PlanKnowledge) -> Iterator[Backed]:
    yield from known.facts
    for care in known.care.values():
        yield from (care, *care.cautions)
    for group in known.groups.values():
        yield from group.notes


def _cited(one: Backed) -> str:
    return ", ".join(source.short for source in one.sources)


def _grade(one: Backed) -> str:
    return one.confidence.value if one.verified else f"{one.confidence.value}, *not confirmed*"


if __name__ == "__main__":
    Path(sys.argv[1], FILE).write_text(page(PlanKnowledge.load()), encoding="utf-8")
