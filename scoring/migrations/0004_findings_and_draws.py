"""Score reports tell findings and what was left out, and know by which draw they were judged."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("scoring", "0003_reports_take_turns")]

    operations = [
        migrations.AddField(
            "scorereport", "findings", models.JSONField(blank=True, default=list, help_text="heaviest first")
        ),
        migrations.AddField(
            "scorereport",
            "left_out",
            models.JSONField(blank=True, default=dict, help_text="notes unheard, by reason"),
        ),
        migrations.AddField(
            "scorereport",
            "seed",
            models.CharField(
                blank=True,
                db_default="",
                default="",
                editable=False,
                help_text="the secret draw it was judged by; empty for the public one",
                max_length=32,
            ),
        ),
        migrations.RemoveConstraint("scorereport", "one_report_per_question"),
        migrations.AddConstraint(
            "scorereport",
            models.UniqueConstraint(fields=("song", "genre", "version", "seed"), name="one_report_per_draw"),
        ),
    ]
