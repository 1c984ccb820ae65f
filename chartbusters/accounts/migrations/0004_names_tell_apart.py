"""User names differ in more than capitals. Where they did not, who was first keeps the name and the others get a number."""

from django.db import migrations, models
from django.db.models import Count
from django.db.models.functions import Lower

TELL_APART = "user_names_tell_apart"


def rename_doubles(apps, schema_editor):
    # By the database's own idea of small letters, which the constraint goes by.
    user = apps.get_model("accounts", "User")
    people = user.objects.annotate(small=Lower("username"))
    doubles = people.order_by().values("small").annotate(people=Count("pk")).filter(people__gt=1)
    for small in list(doubles.values_list("small", flat=True)):
        # Who has a page by this name keeps it: the one whose songs are looked at first, that is the oldest.
        for person in list(people.filter(small=small).order_by("date_joined", "pk"))[1:]:
            person.username = free_name(people, person.username)
            person.save(update_fields=["username"])


def free_name(people, name):
    number = 2
    while people.filter(small=Lower(models.Value(f"{name[:140]}-{number}"))).exists():
        number += 1
    return f"{name[:140]}-{number}"


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_tokens_by_digest")]
    operations = [
        migrations.RunPython(rename_doubles, migrations.RunPython.noop, elidable=True),
        migrations.AddConstraint(
            "user",
            models.UniqueConstraint(
                Lower("username"),
                name=TELL_APART,
                violation_error_message="There is somebody with this user name already.",
            ),
        ),
    ]
