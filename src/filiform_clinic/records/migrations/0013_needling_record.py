"""What is said once for all needles of a visit, their second count, and adverse events.

A marker can be planned, answered, missing and found: SQLite makes the table of acts anew for that,
and with it the append-only triggers go: they are lifted first and put back at the end.
"""

import django.db.models.deletion
import filiform_clinic.records.ids
from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from filiform_clinic.records import append_only

CHANGED = ["records_needleevent"]
NEW = ["records_countentry", "records_incidententry", "records_sessionentry"]


def lift(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    append_only.remove(schema_editor.connection, CHANGED)


def put_back(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    append_only.install(schema_editor.connection, CHANGED)


def install(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    append_only.install(schema_editor.connection, [*CHANGED, *NEW])


def remove(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    append_only.remove(schema_editor.connection, [*CHANGED, *NEW])


class Migration(migrations.Migration):

    dependencies = [
        ('records', '0012_note_document'),
    ]

    operations = [
        migrations.RunPython(lift, put_back),
        migrations.CreateModel(
            name='CountEntry',
            fields=[
                ('id', models.UUIDField(default=filiform_clinic.records.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('number', models.PositiveIntegerField()),
                ('opened', models.PositiveIntegerField()),
                ('in_sharps', models.PositiveIntegerField()),
                ('inserted', models.PositiveIntegerField()),
                ('removed', models.PositiveIntegerField()),
                ('missing', models.PositiveIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name='IncidentEntry',
            fields=[
                ('id', models.UUIDField(default=filiform_clinic.records.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('kind', models.CharField(max_length=20)),
                ('grade', models.CharField(max_length=20)),
                ('happened_at', models.DateTimeField()),
                ('marker', models.UUIDField(null=True)),
                ('needles_missing', models.PositiveIntegerField(default=0)),
                ('words', models.TextField(blank=True)),
                ('knowledge_version', models.CharField(max_length=60)),
            ],
        ),
        migrations.CreateModel(
            name='SessionEntry',
            fields=[
                ('id', models.UUIDField(default=filiform_clinic.records.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('number', models.PositiveIntegerField()),
                ('details', models.JSONField()),
            ],
        ),
        migrations.RemoveConstraint(
            model_name='needleevent',
            name='needle_act_known',
        ),
        migrations.AlterField(
            model_name='needleevent',
            name='act',
            field=models.CharField(choices=[('planned', 'taken over from an earlier visit'), ('placed', 'placed'), ('adjusted', 'adjusted'), ('answered', 'answered'), ('removed', 'removed'), ('not_out', 'marked out by mistake'), ('missing', 'missing'), ('found', 'found'), ('withdrawn', 'entered by mistake')], max_length=12),
        ),
        migrations.AddConstraint(
            model_name='needleevent',
            constraint=models.CheckConstraint(condition=models.Q(('act__in', ['planned', 'placed', 'adjusted', 'answered', 'removed', 'not_out', 'missing', 'found', 'withdrawn'])), name='needle_act_known'),
        ),
        migrations.AddField(
            model_name='countentry',
            name='recorded_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='countentry',
            name='visit',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='needle_counts', to='records.visit'),
        ),
        migrations.AddField(
            model_name='incidententry',
            name='recorded_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='incidententry',
            name='visit',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='incidents', to='records.visit'),
        ),
        migrations.AddField(
            model_name='sessionentry',
            name='recorded_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='sessionentry',
            name='visit',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='needling_sessions', to='records.visit'),
        ),
        migrations.AddConstraint(
            model_name='countentry',
            constraint=models.UniqueConstraint(fields=('visit', 'number'), name='count_one_per_number'),
        ),
        migrations.AddIndex(
            model_name='incidententry',
            index=models.Index(fields=['visit', 'created_at'], name='incident_order'),
        ),
        migrations.AddConstraint(
            model_name='sessionentry',
            constraint=models.UniqueConstraint(fields=('visit', 'number'), name='session_one_per_number'),
        ),
        migrations.RunPython(install, remove),
    ]
