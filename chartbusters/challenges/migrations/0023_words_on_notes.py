from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("challenges", "0022_examples")]

    operations = [
        migrations.AddField(
            model_name="challengenote",
            name="words",
            field=models.TextField(
                blank=True, db_default="", default="", help_text="what the organiser says of it"
            ),
        ),
    ]
