"""What every template may show."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

import filiform
from filiform_clinic.ui.posted import posted


def clinic(request: HttpRequest) -> dict[str, Any]:
    return {
        "demo": settings.DEMO,
        "idle_minutes": getattr(request, "idle_minutes", settings.IDLE_MINUTES),
        "emergency_number": settings.EMERGENCY_NUMBER,
        "filiform_version": filiform.__version__,
        "actor": getattr(request, "actor", None),
        "posted_draft": posted(request).get("_draft", ""),
    }
