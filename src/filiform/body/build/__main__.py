"""Build what `filiform.body` ships: ``python -m filiform.body.build [--check]``.

Without options it writes the products into `data/built`; with ``--check`` it builds them anew,
compares their content with the digests of the committed ones and writes nothing (exit 1 if any
differs). Digests are taken of decoded content, so that a different zlib cannot change them.
"""

from __future__ import annotations

import argparse
import sys

from filiform.body.build import products


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m filiform.body.build")
    parser.add_argument("--check", action="store_true", help="compare, write nothing")
    asked = parser.parse_args(arguments)
    built = products.build_all()
    if not asked.check:
        products.write(built)
        return 0
    wrong = products.differences(built)
    for line in wrong:
        sys.stderr.write(f"{line}\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
