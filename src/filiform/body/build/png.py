"""PNG files that do not depend on an image library's version, and small ones."""

from __future__ import annotations

import struct
import zlib

import numpy as np
import numpy.typing as npt

Bytes = npt.NDArray[np.uint8]

_GREY, _RGB, _PALETTE = 0, 2, 3


def rgb_png(pixels: Bytes) -> bytes:
    """A picture (height, width, 3) without losses."""
    height, width, _ = pixels.shape
    return _png(width, height, _RGB, pixels.reshape(height, -1), 3, b"")


def palette_png(pixels: Bytes, colours: Bytes) -> bytes:
    """Indices (height, width) into `colours` (n <= 256, 4) of red, green, blue and alpha."""
    height, width = pixels.shape
    palette = _chunk(b"PLTE", colours[:, :3].tobytes()) + _chunk(b"tRNS", colours[:, 3].tobytes())
    return _png(width, height, _PALETTE, pixels, 1, palette)


def _png(width: int, height: int, kind: int, rows: Bytes, step: int, palette: bytes) -> bytes:
    header = struct.pack(">IIBBBBB", width, height, 8, kind, 0, 0, 0)
    # The smallest of a few ways to filter: all rows alike, or the best guess for each row.
    packed = min((zlib.compress(f.tobytes(), 9) for f in _filtered(rows, step)), key=len)
    start = b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + palette
    return start + _chunk(b"IDAT", packed) + _chunk(b"IEND", b"")


def _chunk(name: bytes, content: bytes) -> bytes:
    return (
        struct.pack(">I", len(content))
        + name
        + content
        + struct.pack(">I", zlib.crc32(name + content))
    )


def _filtered(rows: Bytes, step: int) -> list[Bytes]:
    """The rows under PNG's filters none, sub, up and Paeth, and with the best guess for each."""
    left = np.zeros_like(rows)
    left[:, step:] = rows[:, :-step]
    above = np.vstack([np.zeros_like(rows[:1]), rows[:-1]])
    corner = np.zeros_like(rows)
    corner[:, step:] = above[:, :-step]
    kinds = {0: rows, 1: rows - left, 2: rows - above, 4: rows - _paeth(left, above, corner)}
    ways = [_headed(np.full(len(rows), kind), held) for kind, held in kinds.items()]
    weight = np.stack([np.abs(way[:, 1:].view(np.int8).astype(np.int64)).sum(1) for way in ways])
    best = weight.argmin(axis=0)
    return [*ways, np.stack(ways)[best, np.arange(len(rows))]]


def _headed(kind: npt.NDArray[np.int64], rows: Bytes) -> Bytes:
    return np.concatenate([kind.astype(np.uint8)[:, None], rows], axis=1)


def _paeth(left: Bytes, above: Bytes, corner: Bytes) -> Bytes:
    a, b, c = (part.astype(np.int16) for part in (left, above, corner))
    guess = a + b - c
    off_a, off_b, off_c = np.abs(guess - a), np.abs(guess - b), np.abs(guess - c)
    nearest = np.where((off_a <= off_b) & (off_a <= off_c), a, np.where(off_b <= off_c, b, c))
    return nearest.astype(np.uint8)
