"""When the demo's visits take place: nothing that is done may lie in the future."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from filiform_clinic.demo.told import DemoPatient, Stage

# The patient answers before coming.
BEFORE = 30.0
# From the answers to where a visit stands, in minutes: one that is over has been signed.
_LASTED = {Stage.SIGNED: 80.0, Stage.COUNTED: 62.0, Stage.NEEDLES_IN: 43.0, Stage.EXAMINED: 40.0}


def answers_at(patient: DemoPatient, now: datetime, zone: ZoneInfo) -> datetime:
    """When the patient of a visit on the day of `now` begins to answer, half an hour before it.

    As planned if all that follows is over by now, else so late as it must be. With needles in, it
    is as late as it can be: they are not left in for hours. Never before the day itself.
    """
    local = now.astimezone(zone)
    latest = local - timedelta(minutes=_LASTED.get(patient.stage, BEFORE))
    planned = datetime.combine(local.date(), patient.at, tzinfo=zone) - timedelta(minutes=BEFORE)
    under_way = patient.stage in (Stage.COUNTED, Stage.NEEDLES_IN, Stage.EXAMINED)
    midnight = datetime.combine(local.date(), time(), tzinfo=zone)
    return max(latest if under_way else min(planned, latest), midnight)
