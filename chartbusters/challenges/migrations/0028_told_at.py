from django.db import migrations, models
from django.db.models.functions import Coalesce


class Migration(migrations.Migration):
    dependencies = [("challenges", "0027_reveal_at")]

    operations = [
        migrations.AddField(
            model_name="challenge",
            name="told_at",
            field=models.GeneratedField(
                db_persist=True,
                expression=Coalesce("reveal_at", "voting_closes_at"),
                output_field=models.DateTimeField(),
            ),
        ),
    ]
