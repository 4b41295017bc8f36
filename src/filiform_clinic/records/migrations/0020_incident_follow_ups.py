"""How an incident went on: an entry that follows another."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('records', '0019_note_saved_by'),
    ]

    operations = [
        migrations.AddField(
            model_name='incidententry',
            name='follows',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='follow_ups', to='records.incidententry'),
        ),
    ]
