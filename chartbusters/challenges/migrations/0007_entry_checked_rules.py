"""Receipts tell under which rules an entry was checked."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("challenges", "0006_words_are_short")]

    operations = [
        migrations.AddField(
            model_name="entry",
            name="checked_rules",
            field=models.JSONField(
                editable=False,
                help_text="the challenge's rules as it met them; none for entries of before",
                null=True,
            ),
        ),
    ]
