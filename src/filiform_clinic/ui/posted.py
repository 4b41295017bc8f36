"""What a page sent: also where it is too large to read, and to show again where it was refused."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, QueryDict
from django.http.multipartparser import MultiPartParserError

# Never shown again, whatever they hold.
_SECRET = re.compile(r"password|pin|code|token|csrf|strokes|^_", re.IGNORECASE)
# What pages and choices send: ids, digests, numbers, days, lists.
_PLAIN = re.compile(r"[\w:.\-+/*]*", re.ASCII)
_LONG = 60


def posted(request: HttpRequest) -> QueryDict:
    """The fields that were sent; none where they cannot be read."""
    if request.method != "POST":
        return QueryDict()
    try:
        return request.POST
    except (RequestDataTooBig, MultiPartParserError):
        return QueryDict()


def typed_words(request: HttpRequest) -> list[str]:
    """What a person has typed into a form that was refused, so that it can be copied."""
    return list(dict.fromkeys(_words(posted(request))))


def _words(sent: QueryDict) -> Iterator[str]:
    for name, values in sent.lists():
        if not _SECRET.search(name):
            yield from (str(one) for one in values if _is_typed(str(one)))


def _is_typed(text: str) -> bool:
    said = text.strip()
    made = said[:1] in ("[", "{") or (len(said) <= _LONG and _PLAIN.fullmatch(said))
    return bool(said) and not made
