from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("challenges", "0019_disqualifications")]

    operations = [
        migrations.AddField(
            model_name="challenge",
            name="prizes",
            field=models.JSONField(
                blank=True,
                default=list,
                help_text="for each place its words, the first place first",
            ),
        ),
    ]
