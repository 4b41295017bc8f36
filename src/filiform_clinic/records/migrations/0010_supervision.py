"""Supervisors: the role, who watched a visit, the second signature, and years of needling.

SQLite makes the passports' table anew to add the column, and with it the append-only triggers go:
they are lifted before and put back after, together with those of the new tables.
"""

import django.db.models.deletion
import filiform_clinic.records.ids
from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from filiform_clinic.records import append_only

PASSPORTS = ["records_passportentry"]
NEW = ["records_cosignentry", "records_supervisionentry"]


def lift(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    append_only.remove(schema_editor.connection, PASSPORTS)


def put_back(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    append_only.install(schema_editor.connection, PASSPORTS)


def install(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    append_only.install(schema_editor.connection, NEW)


def remove(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    append_only.remove(schema_editor.connection, NEW)


class Migration(migrations.Migration):

    dependencies = [
        ('records', '0009_plan'),
    ]

    operations = [
        migrations.RunPython(lift, put_back),
        migrations.CreateModel(
            name='CosignEntry',
            fields=[
                ('id', models.UUIDField(default=filiform_clinic.records.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('words', models.TextField(blank=True)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='SupervisionEntry',
            fields=[
                ('id', models.UUIDField(default=filiform_clinic.records.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('act', models.CharField(choices=[('begun', 'begun'), ('ended', 'ended')], max_length=10)),
                ('way', models.CharField(choices=[('in_person', 'in the room'), ('live_video', 'by live video')], max_length=12)),
            ],
        ),
        migrations.RemoveConstraint(
            model_name='membership',
            name='membership_role_known',
        ),
        migrations.AddField(
            model_name='passportentry',
            name='years_needling',
            field=models.FloatField(null=True),
        ),
        migrations.AlterField(
            model_name='membership',
            name='role',
            field=models.CharField(choices=[('practitioner', 'Practitioner'), ('supervisor', 'Supervisor'), ('front_desk', 'Front desk'), ('owner', 'Clinic owner')], max_length=20),
        ),
        migrations.AddConstraint(
            model_name='membership',
            constraint=models.CheckConstraint(condition=models.Q(('role__in', ['practitioner', 'supervisor', 'front_desk', 'owner'])), name='membership_role_known'),
        ),
        migrations.AddField(
            model_name='cosignentry',
            name='note',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='cosigned', to='records.noteentry'),
        ),
        migrations.AddField(
            model_name='cosignentry',
            name='signed_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='supervisionentry',
            name='supervisor',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='supervisionentry',
            name='visit',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='supervision', to='records.visit'),
        ),
        migrations.AddConstraint(
            model_name='supervisionentry',
            constraint=models.CheckConstraint(condition=models.Q(('act__in', ['begun', 'ended'])), name='supervision_act_known'),
        ),
        migrations.AddConstraint(
            model_name='supervisionentry',
            constraint=models.CheckConstraint(condition=models.Q(('way__in', ['in_person', 'live_video'])), name='supervision_way_known'),
        ),
        migrations.RunPython(put_back, lift),
        migrations.RunPython(install, remove),
    ]
