import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("challenges", "0011_seal_what_runs"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Organiser",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("owner", "owner: everything"),
                            ("editor", "editor: changes the challenge"),
                            ("moderator", "moderator: looks after entries and people"),
                            ("viewer", "viewer: looks, and changes nothing"),
                        ],
                        default="viewer",
                        max_length=9,
                    ),
                ),
                (
                    "added_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
                (
                    "challenge",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="organisers",
                        to="challenges.challenge",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="organises",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["challenge", "added_at", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("challenge", "person"), name="person_organises_a_challenge_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("role__in", ["owner", "editor", "moderator", "viewer"])),
                        name="organiser_has_a_known_role",
                    ),
                ],
            },
        ),
    ]
