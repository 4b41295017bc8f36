"""Scars as the patient or the therapist draws them, version by version."""

import django.db.models.deletion
import filiform_clinic.records.ids
from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from filiform_clinic.records import append_only

NEW = ["records_scarentry"]


def install(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    append_only.install(schema_editor.connection, NEW)


def remove(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    append_only.remove(schema_editor.connection, NEW)


class Migration(migrations.Migration):

    dependencies = [
        ('records', '0017_typed_drafts'),
    ]

    operations = [
        migrations.CreateModel(
            name='ScarEntry',
            fields=[
                ('id', models.UUIDField(default=filiform_clinic.records.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('key', models.UUIDField()),
                ('scar', models.JSONField(null=True)),
                ('body_version', models.CharField(max_length=40)),
                ('sent_by', models.CharField(max_length=20)),
                ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('visit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='scars', to='records.visit')),
            ],
            options={
                'indexes': [models.Index(fields=['visit', 'key'], name='scar_versions')],
            },
        ),
        migrations.RunPython(install, remove),
    ]
