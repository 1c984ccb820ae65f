"""A board that cannot be computed says so."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("leaderboard", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="board", name="failed_at", field=models.DateTimeField(blank=True, null=True)
        ),
        migrations.AddField(
            model_name="board",
            name="failure",
            field=models.CharField(
                blank=True, default="", help_text="why it cannot be computed; empty while it can", max_length=300
            ),
            preserve_default=False,
        ),
    ]
