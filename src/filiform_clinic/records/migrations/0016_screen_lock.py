"""Each clinic's own limit after which its screens lock."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

import filiform_clinic.records.ids
from filiform_clinic.records import append_only

NEW = ["records_screenlockentry"]


def install(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    append_only.install(schema_editor.connection, NEW)


def remove(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    append_only.remove(schema_editor.connection, NEW)


class Migration(migrations.Migration):
    dependencies = [("records", "0015_note_words")]

    operations = [
        migrations.CreateModel(
            name="ScreenLockEntry",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=filiform_clinic.records.ids.new_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("minutes", models.PositiveSmallIntegerField()),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="screen_locks",
                        to="records.organisation",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("minutes__gte", 2), ("minutes__lte", 30)),
                        name="screen_lock_in_bounds",
                    )
                ]
            },
        ),
        migrations.RunPython(install, remove),
    ]
