"""Feedback on the cards of the CDS Hooks services."""

import django.db.models.deletion
import filiform_clinic.records.ids
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from filiform_clinic.records import append_only

TABLES = ["records_cdsfeedbackentry"]


def install(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    append_only.install(schema_editor.connection, TABLES)


def remove(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    append_only.remove(schema_editor.connection, TABLES)


class Migration(migrations.Migration):

    dependencies = [
        ('records', '0006_audit_seals'),
    ]

    operations = [
        migrations.CreateModel(
            name='CdsFeedbackEntry',
            fields=[
                ('id', models.UUIDField(default=filiform_clinic.records.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('service', models.CharField(max_length=80)),
                ('client', models.CharField(blank=True, max_length=500)),
                ('card', models.UUIDField()),
                ('outcome', models.CharField(max_length=20)),
                ('accepted', models.JSONField(default=list)),
                ('reason_system', models.CharField(blank=True, max_length=200)),
                ('reason_code', models.CharField(blank=True, max_length=200)),
                ('comment', models.TextField(blank=True)),
                ('at', models.DateTimeField()),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.organisation')),
            ],
            options={
                'indexes': [models.Index(fields=['organisation', 'at'], name='cds_feedback_by_time')],
                'constraints': [models.CheckConstraint(condition=models.Q(('outcome__in', ['accepted', 'overridden'])), name='cds_feedback_outcome_known')],
            },
        ),
        migrations.RunPython(install, remove),
    ]
