"""The numbered list of sources that the public pages cite."""

from __future__ import annotations

from filiform.education import Education, Source, Topic


def cited_sources(education: Education) -> list[Source]:
    """Every source of what the public may see, in the order of its short name."""
    shown = [
        *education.cards,
        *(contrast for contrast in education.contrasts if contrast.verified),
        *(statement for topic in Topic for statement in education.about(topic)),
        *education.questions,
    ]
    cited = {source for entry in shown for source in entry.sources}
    return sorted(cited, key=lambda source: (source.short.casefold(), source.id))
