"""Entries keep which conditions their makers have accepted."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("challenges", "0014_class_codes_and_members"),
    ]

    operations = [
        migrations.AddField(
            model_name="entry",
            name="conditions_accepted_at",
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name="entry",
            name="conditions_digest",
            field=models.CharField(
                blank=True,
                db_default="",
                default="",
                editable=False,
                help_text="of the conditions that its maker has accepted; empty where there were none",
                max_length=64,
            ),
        ),
    ]
