"""A note keeps its headings beside the plain text.

SQLite makes the table anew to add the column, and with it the append-only triggers go: put them
back. PostgreSQL adds the column in place and keeps them.
"""

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from filiform_clinic.records import append_only

TABLES = ["records_noteentry"]


def lift(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    append_only.remove(schema_editor.connection, TABLES)


def install(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    append_only.install(schema_editor.connection, TABLES)


class Migration(migrations.Migration):
    dependencies = [("records", "0011_staff_pin")]

    operations = [
        migrations.RunPython(lift, install),
        migrations.AddField(
            model_name="noteentry",
            name="document",
            field=models.JSONField(default=list),
        ),
        migrations.RunPython(install, lift),
    ]
