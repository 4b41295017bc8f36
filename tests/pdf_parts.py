"""What a PDF holds, with its compressed parts unpacked: enough to see tags, language and title."""

from __future__ import annotations

import re
import zlib
from collections import Counter


def inflated(content: bytes) -> bytes:
    """The file and the contents of its streams, one after the other."""
    parts = [content]
    for stream in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", content, re.DOTALL):
        try:
            parts.append(zlib.decompress(stream))
        except zlib.error:
            continue
    return b"\n".join(parts)


def tags(content: bytes) -> Counter[str]:
    """How often each kind of structure element stands in a tagged file: `H1`, `P`, `LI`."""
    names = re.findall(rb"/S\s*/([A-Z]\w*)", inflated(content))
    return Counter(name.decode() for name in names)


def check_tagged(content: bytes) -> None:
    """One title, headings in order of depth, paragraphs, a language and a name for the reader."""
    found, whole = tags(content), inflated(content)
    assert found["H1"] == 1
    assert found["P"] >= 3
    assert found["H2"] or not found["H3"]
    assert found["LI"] == found["LBody"]
    assert re.search(rb"/Marked\s+true", whole)
    assert re.search(rb"/Lang\s*\(en", whole)
    assert b"/DisplayDocTitle true" in whole
    assert b"/Title" in whole
