"""Plans of an episode, care given beside the needles, and signed letters."""

import django.db.models.deletion
import filiform_clinic.records.ids
from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from filiform_clinic.records import append_only

TABLES = ["records_careentry", "records_letterentry", "records_planentry"]


def install(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    append_only.install(schema_editor.connection, TABLES)


def remove(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    append_only.remove(schema_editor.connection, TABLES)


class Migration(migrations.Migration):

    dependencies = [
        ('records', '0008_retest'),
    ]

    operations = [
        migrations.AlterField(
            model_name='patientlink',
            name='purpose',
            field=models.CharField(choices=[('intake', 'Tell us where it hurts'), ('aftercare', 'What to do after the needles'), ('consent', 'What you decided about needles'), ('plan', 'Your plan')], max_length=20),
        ),
        migrations.CreateModel(
            name='CareEntry',
            fields=[
                ('id', models.UUIDField(default=filiform_clinic.records.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('care', models.CharField(max_length=60)),
                ('words', models.TextField(blank=True)),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('visit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='care_given', to='records.visit')),
                ('withdraws', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='withdrawn_by', to='records.careentry')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='LetterEntry',
            fields=[
                ('id', models.UUIDField(default=filiform_clinic.records.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('version', models.PositiveIntegerField()),
                ('audience', models.CharField(choices=[('referrer', 'Referrer'), ('payer', 'Payer')], max_length=12)),
                ('recipient', models.CharField(max_length=200)),
                ('text', models.TextField()),
                ('record', models.JSONField()),
                ('signed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('visit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='letters', to='records.visit')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('visit', 'version'), name='letter_one_per_version'), models.CheckConstraint(condition=models.Q(('audience__in', ['referrer', 'payer'])), name='letter_audience_known')],
            },
        ),
        migrations.CreateModel(
            name='PlanEntry',
            fields=[
                ('id', models.UUIDField(default=filiform_clinic.records.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('number', models.PositiveIntegerField()),
                ('plan', models.JSONField()),
                ('outcomes', models.JSONField(default=dict)),
                ('knowledge_version', models.CharField(max_length=60)),
                ('copied_from', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='copies', to='records.planentry')),
                ('episode', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='plans', to='records.episode')),
                ('kept_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('visit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='plans', to='records.visit')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('episode', 'number'), name='plan_one_per_number')],
            },
        ),
        migrations.RunPython(install, remove),
    ]
