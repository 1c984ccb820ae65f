"""A challenge says who may enter and vote, what is to be accepted, and whether an entry counts for
co-authors."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("challenges", "0012_organisers"),
    ]

    operations = [
        migrations.AddField(
            model_name="challenge",
            name="authors_count",
            field=models.BooleanField(
                db_default=False,
                default=False,
                help_text="an entry that somebody co-wrote counts among those that they may have in it",
            ),
        ),
        migrations.AddField(
            model_name="challenge",
            name="conditions",
            field=models.TextField(
                blank=True,
                db_default="",
                default="",
                help_text="to be read and accepted by whoever enters; empty: there are none",
            ),
        ),
        migrations.AddField(
            model_name="challenge",
            name="entered_by",
            field=models.CharField(
                choices=[
                    ("everybody", "everybody with an account"),
                    ("members", "members: who has the class code, or is on the list"),
                ],
                db_default="everybody",
                default="everybody",
                help_text="who may enter",
                max_length=9,
            ),
        ),
        migrations.AddField(
            model_name="challenge",
            name="voted_by",
            field=models.CharField(
                choices=[
                    ("everybody", "everybody with an account"),
                    ("members", "members: who has the class code, or is on the list"),
                ],
                db_default="everybody",
                default="everybody",
                help_text="who may vote",
                max_length=9,
            ),
        ),
    ]
