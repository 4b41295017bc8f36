"""Problems that other programs are told about, beside those of pages."""

from __future__ import annotations

from filiform_clinic.ui.problems import Problem


class Unauthorized(Problem):
    """Nobody knows who calls."""

    status = 401


class Missing(Problem):
    """Records that are needed were neither sent nor could be fetched."""

    status = 412


class Unsupported(Problem):
    """The body is of another media type than JSON."""

    status = 415
