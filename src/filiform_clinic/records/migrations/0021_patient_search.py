"""Patients are searched without case and accents, on every database alike."""

from typing import Any

from django.db import migrations, models

from filiform_clinic.records.names import folded


def fold_all(apps: Any, _editor: object) -> None:
    """Fold the names that are on file, a thousand at a time."""
    patients = apps.get_model("records", "Patient").objects
    waiting = []
    for patient in patients.iterator(chunk_size=1000):
        patient.searched = folded(f"{patient.given_name} {patient.family_name}")
        waiting.append(patient)
        if len(waiting) == 1000:
            patients.bulk_update(waiting, ["searched"])
            waiting = []
    patients.bulk_update(waiting, ["searched"])


class Migration(migrations.Migration):

    dependencies = [
        ('records', '0020_incident_follow_ups'),
    ]

    operations = [
        migrations.AddField(
            model_name='patient',
            name='searched',
            field=models.TextField(default='', editable=False),
            preserve_default=False,
        ),
        migrations.RunPython(fold_all, migrations.RunPython.noop),
    ]
