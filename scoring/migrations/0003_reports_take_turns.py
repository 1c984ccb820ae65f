"""Score reports know in whose turn they are computed."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("scoring", "0002_report_attempts")]

    operations = [
        migrations.AddField(
            "scorereport",
            "caller",
            models.CharField(blank=True, help_text="in whose turn it is computed; empty afterwards", max_length=80),
        ),
        migrations.AddField(
            "scorereport", "turn", models.PositiveBigIntegerField(default=0, help_text="see generation/turns.py")
        ),
    ]
