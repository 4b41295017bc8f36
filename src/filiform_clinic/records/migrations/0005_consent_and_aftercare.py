"""What patients decide about needles, and what they are given to take home."""

import django.db.models.deletion
import filiform_clinic.records.ids
from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from filiform_clinic.records import append_only

TABLES = ["records_aftercareentry", "records_consententry"]


def install(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    append_only.install(schema_editor.connection, TABLES)


def remove(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    append_only.remove(schema_editor.connection, TABLES)


class Migration(migrations.Migration):

    dependencies = [
        ('records', '0004_screening'),
    ]

    operations = [
        migrations.AlterField(
            model_name='patientlink',
            name='purpose',
            field=models.CharField(choices=[('intake', 'Tell us where it hurts'), ('aftercare', 'What to do after the needles'), ('consent', 'What you decided about needles')], max_length=20),
        ),
        migrations.CreateModel(
            name='AftercareEntry',
            fields=[
                ('id', models.UUIDField(default=filiform_clinic.records.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('version', models.PositiveIntegerField()),
                ('sheet', models.JSONField()),
                ('words', models.TextField(blank=True)),
                ('knowledge_version', models.CharField(max_length=60)),
                ('given_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('visit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='aftercare_sheets', to='records.visit')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('visit', 'version'), name='aftercare_one_per_version')],
            },
        ),
        migrations.CreateModel(
            name='ConsentEntry',
            fields=[
                ('id', models.UUIDField(default=filiform_clinic.records.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('number', models.PositiveIntegerField()),
                ('decision', models.CharField(choices=[('agreed', 'agreed'), ('refused', 'refused'), ('withdrawn', 'withdrawn')], max_length=12)),
                ('decided_on', models.DateField()),
                ('parts', models.JSONField(default=list)),
                ('jurisdiction', models.CharField(blank=True, max_length=10)),
                ('law', models.CharField(blank=True, max_length=40)),
                ('health', models.CharField(blank=True, max_length=40)),
                ('text', models.JSONField(default=dict)),
                ('text_version', models.CharField(blank=True, max_length=60)),
                ('digest', models.CharField(blank=True, max_length=64)),
                ('answers', models.JSONField(default=dict)),
                ('signature', models.JSONField(default=dict)),
                ('representative', models.CharField(blank=True, max_length=200)),
                ('relation', models.CharField(blank=True, max_length=200)),
                ('interpreter', models.CharField(blank=True, max_length=200)),
                ('chaperone', models.CharField(blank=True, max_length=200)),
                ('words', models.TextField(blank=True)),
                ('patient', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='consents', to='records.patient')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('visit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='consents', to='records.visit')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('patient', 'number'), name='consent_one_per_number'), models.CheckConstraint(condition=models.Q(('decision__in', ['agreed', 'refused', 'withdrawn'])), name='consent_decision_known')],
            },
        ),
        migrations.RunPython(install, remove),
    ]
