"""Use a SQLite without the WAL-reset bug.

SQLite 3.7.0 to 3.51.2 can corrupt a database in WAL mode when two connections checkpoint at once,
which is what a web server with two workers does. The pysqlite3 wheel carries a newer one; where it
does not exist (macOS), the system's is used and `filiform_clinic.checks` warns when it is too old.
"""

from __future__ import annotations

import sys

FIXED_IN = (3, 51, 3)


def use_bundled() -> None:
    """Put pysqlite3 in the place of the standard module. Call before Django is imported."""
    try:
        import pysqlite3
        import pysqlite3.dbapi2
    except ImportError:
        return
    sys.modules["sqlite3"] = pysqlite3
    sys.modules["sqlite3.dbapi2"] = pysqlite3.dbapi2
