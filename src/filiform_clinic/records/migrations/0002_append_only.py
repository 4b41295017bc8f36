"""Entries of the record are never changed or deleted: let the database say so too."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from filiform_clinic.records import append_only

# Named here, not read from the module: a later table gets its triggers in its own migration.
TABLES = [
    "records_auditrow",
    "records_drawingentry",
    "records_findingentry",
    "records_intakeentry",
    "records_needleevent",
    "records_noteentry",
]


def install(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    append_only.install(schema_editor.connection, TABLES)


def remove(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    append_only.remove(schema_editor.connection, TABLES)


class Migration(migrations.Migration):
    dependencies = [("records", "0001_record")]

    operations = [migrations.RunPython(install, remove)]
