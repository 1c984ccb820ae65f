from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("challenges", "0023_words_on_notes")]

    operations = [
        migrations.AddField(
            model_name="entry",
            name="applauded",
            field=models.PositiveIntegerField(
                db_default=0,
                default=0,
                editable=False,
                help_text="by so many people, since it was over",
            ),
        ),
    ]
