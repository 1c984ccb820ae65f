"""Class codes, and who is a member of a challenge."""

import chartbusters.challenges.models.members
import django.db.models.deletion
import django.db.models.functions.datetime
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("challenges", "0013_who_takes_part"),
    ]

    operations = [
        migrations.CreateModel(
            name="ClassCode",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        default=chartbusters.challenges.models.members.fresh_code,
                        max_length=20,
                        unique=True,
                    ),
                ),
                (
                    "places",
                    models.PositiveIntegerField(help_text="empty for any number", null=True),
                ),
                ("used", models.PositiveIntegerField(db_default=0, default=0)),
                (
                    "created_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "challenge",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="class_codes",
                        to="challenges.challenge",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-created_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Member",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("email", models.EmailField(blank=True, max_length=254)),
                (
                    "removed_at",
                    models.DateTimeField(help_text="when an organiser took them off", null=True),
                ),
                (
                    "created_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
                (
                    "challenge",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="members",
                        to="challenges.challenge",
                    ),
                ),
                (
                    "code",
                    models.ForeignKey(
                        help_text="by which they came; empty for those who were listed",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="members",
                        to="challenges.classcode",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="memberships",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.AddConstraint(
            model_name="classcode",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("places", None), ("used__lte", models.F("places")), _connector="OR"
                ),
                name="class_code_places",
            ),
        ),
        migrations.AddConstraint(
            model_name="classcode",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at", None)),
                fields=("challenge",),
                name="one_class_code_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="member",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("email__gt", ""), ("person", None)),
                    models.Q(("email", ""), ("person__isnull", False)),
                    _connector="OR",
                ),
                name="member_is_a_person_or_an_address",
            ),
        ),
        migrations.AddConstraint(
            model_name="member",
            constraint=models.UniqueConstraint(
                fields=("challenge", "person"), name="member_person_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="member",
            constraint=models.UniqueConstraint(
                models.F("challenge"),
                django.db.models.functions.text.Lower("email"),
                condition=models.Q(("email__gt", "")),
                name="member_address_once",
            ),
        ),
    ]
