"""Seals: the audit trail as a chain in which a change shows."""

import django.db.models.deletion
import filiform_clinic.records.ids
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from filiform_clinic.records import append_only

TABLES = ["records_auditseal"]


def install(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    append_only.install(schema_editor.connection, TABLES)


def remove(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    append_only.remove(schema_editor.connection, TABLES)


class Migration(migrations.Migration):

    dependencies = [
        ('records', '0005_consent_and_aftercare'),
    ]

    operations = [
        migrations.CreateModel(
            name='AuditSeal',
            fields=[
                ('id', models.UUIDField(default=filiform_clinic.records.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('number', models.PositiveBigIntegerField()),
                ('digest', models.CharField(max_length=64)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.organisation')),
                ('row', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='seal', to='records.auditrow')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('organisation', 'number'), name='audit_seal_number')],
            },
        ),
        migrations.RunPython(install, remove),
    ]
