"""What a PDF holds, with its compressed parts unpacked: enough to see tags, language and title."""

from __future__ import annotations

import re
import zlib


def inflated(content: bytes) -> bytes:
    """The file and the contents of its streams, one after the other."""
    parts = [content]
    for stream in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", content, re.DOTALL):
        try:
            parts.append(zlib.decompress(stream))
        except zlib.error:
            continue
    return b"\n".join(parts)
