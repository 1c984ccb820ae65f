"""No music twice in a challenge, by what sounds; on its own, for PostgreSQL makes no index on rows just changed."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("challenges", "0003_entry_sounding")]

    operations = [
        migrations.RemoveConstraint(model_name="entry", name="one_standing_entry_per_song"),
        migrations.AddConstraint(
            model_name="entry",
            constraint=models.UniqueConstraint(
                condition=models.Q(("withdrawn_at", None)),
                fields=("challenge", "sounding"),
                name="one_standing_entry_per_music",
            ),
        ),
    ]
