"""Build what `filiform.body` ships: ``python -m filiform.body.build [--check] [--only GROUP]``.

Without options it writes the products into `data/built`; with ``--check`` it builds them anew,
compares their content with the digests of the committed ones and writes nothing (exit 1 if any
differs). ``--only areas`` leaves the other groups as they are. Digests are taken of decoded
content, so that a different zlib cannot change them.
"""

from __future__ import annotations

import argparse
import sys

from filiform.body.build import products


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m filiform.body.build")
    parser.add_argument("--check", action="store_true", help="compare, write nothing")
    parser.add_argument("--only", action="append", choices=products.GROUPS, help="one group")
    asked = parser.parse_args(arguments)
    built = products.build(asked.only or products.GROUPS)
    if not asked.check:
        products.write(built)
        return 0
    wrong = products.differences(built)
    for line in wrong:
        sys.stderr.write(f"{line}\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
