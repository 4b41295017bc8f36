"""What the patient tells in full: since when, hopes, and scores of pain and activities.

SQLite makes the intakes' table anew to add columns, and with it the append-only triggers go: they
are lifted before and put back after, together with those of the new table.
"""

import django.db.models.deletion
import filiform_clinic.records.ids
from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from filiform_clinic.records import append_only

INTAKES = ["records_intakeentry"]
NEW = ["records_scoreentry"]


def lift(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    append_only.remove(schema_editor.connection, INTAKES)


def put_back(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    append_only.install(schema_editor.connection, INTAKES)


def install(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    append_only.install(schema_editor.connection, NEW)


def remove(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    append_only.remove(schema_editor.connection, NEW)


class Migration(migrations.Migration):

    dependencies = [
        ('records', '0013_needling_record'),
    ]

    operations = [
        migrations.RunPython(lift, put_back),
        migrations.AddField(
            model_name='intakeentry',
            name='began',
            field=models.CharField(blank=True, max_length=20),
        ),
        migrations.AddField(
            model_name='intakeentry',
            name='began_on',
            field=models.CharField(blank=True, max_length=10),
        ),
        migrations.AddField(
            model_name='intakeentry',
            name='hopes',
            field=models.TextField(blank=True),
        ),
        migrations.CreateModel(
            name='ScoreEntry',
            fields=[
                ('id', models.UUIDField(default=filiform_clinic.records.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('instrument', models.CharField(choices=[('nprs', 'Nprs'), ('psfs', 'Psfs')], max_length=20)),
                ('version', models.CharField(max_length=20)),
                ('answers', models.JSONField()),
                ('sent_by', models.CharField(max_length=20)),
                ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('visit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='scores', to='records.visit')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.RunPython(put_back, lift),
        migrations.RunPython(install, remove),
    ]
