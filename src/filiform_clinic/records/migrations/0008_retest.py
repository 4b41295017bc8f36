"""Findings of the re-test stand beside those of the examination.

SQLite makes the table anew to add the column, and with it the append-only triggers go: put them
back. PostgreSQL adds the column in place and keeps them.
"""

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from filiform_clinic.records import append_only

TABLES = ["records_findingentry"]


def lift(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    append_only.remove(schema_editor.connection, TABLES)


def install(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    append_only.install(schema_editor.connection, TABLES)


class Migration(migrations.Migration):
    dependencies = [("records", "0007_cds_feedback")]

    operations = [
        migrations.RunPython(lift, install),
        migrations.AddField(
            model_name="findingentry",
            name="retest",
            field=models.BooleanField(default=False),
        ),
        migrations.RunPython(install, lift),
    ]
