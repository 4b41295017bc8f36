"""Problems that a page answers with a clear sentence instead of an error page.

Problem
 x Refused    the person may not do this, with the reason      403
 x Conflict   somebody (or another tab) was faster             409
 x Gone       the link has expired or was revoked              410
 x TooLarge   more was sent than is read                       413
 x Locked     what was typed for is closed by now              423
 x TooMany    too many tries                                   429
 x NotReady   this installation lacks what it takes, or now   503

Rows of another organisation are never a problem of this kind: they do not exist (404).
"""

from __future__ import annotations


class Problem(Exception):
    """A request that cannot be carried out; `message` is shown to the person as it is.

    `clinic` and `phone` say whom to ask, where a page may know that.
    """

    status = 400

    def __init__(self, message: str, *, clinic: str = "", phone: str = "") -> None:
        self.message, self.clinic, self.phone = message, clinic, phone
        super().__init__(message)


class Refused(Problem):
    status = 403


class Conflict(Problem):
    status = 409


class Gone(Problem):
    status = 410


class TooLarge(Problem):
    status = 413


class Locked(Problem):
    status = 423


class TooMany(Problem):
    """`wait`: after so many seconds it may work again; 0: nobody knows."""

    status = 429

    def __init__(self, message: str, *, clinic: str = "", phone: str = "", wait: int = 0) -> None:
        super().__init__(message, clinic=clinic, phone=phone)
        self.wait = wait


class NotReady(Problem):
    status = 503
