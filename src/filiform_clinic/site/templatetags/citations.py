"""Superscript numbers that lead to the list of sources."""

from __future__ import annotations

from typing import Any

from django import template

from filiform.education import Education, Source
from filiform_clinic.site.citations import cited_sources

register = template.Library()


@register.inclusion_tag("site/_cite.html")
def cite(sources: tuple[Source, ...]) -> dict[str, Any]:
    """The numbers of the sources, each a link named for its source."""
    listed = cited_sources(Education.load())
    numbered = sorted((listed.index(source) + 1, source) for source in sources)
    return {"numbered": numbered}
