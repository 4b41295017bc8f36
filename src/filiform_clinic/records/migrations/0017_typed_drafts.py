"""What was typed into a form and not sent yet."""

import django.db.models.deletion
import filiform_clinic.records.ids
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('records', '0016_screen_lock'),
    ]

    operations = [
        migrations.CreateModel(
            name='TypedDraft',
            fields=[
                ('id', models.UUIDField(default=filiform_clinic.records.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('device', models.CharField(blank=True, max_length=40)),
                ('form', models.CharField(max_length=40)),
                ('fields', models.JSONField(null=True)),
                ('revision', models.PositiveIntegerField(default=0)),
                ('token', models.CharField(blank=True, max_length=40)),
                ('sent', models.CharField(blank=True, max_length=40)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('author', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('link', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.patientlink')),
                ('visit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='typed_drafts', to='records.visit')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('author__isnull', False), ('device', ''), ('link__isnull', True)), models.Q(('author__isnull', True), ('link__isnull', False), models.Q(('device', ''), _negated=True)), _connector='OR'), name='typed_draft_of_one_author'), models.UniqueConstraint(condition=models.Q(('author__isnull', False)), fields=('visit', 'author', 'form'), name='typed_draft_one_per_author'), models.UniqueConstraint(condition=models.Q(('link__isnull', False)), fields=('link', 'device', 'form'), name='typed_draft_one_per_device')],
            },
        ),
    ]
