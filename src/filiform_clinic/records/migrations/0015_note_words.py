"""A draft of the note keeps the practitioner's words of each section."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("records", "0014_intake_in_full")]

    operations = [
        migrations.AddField(
            model_name="notedraft", name="words", field=models.JSONField(default=dict)
        ),
    ]
