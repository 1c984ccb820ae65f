"""From here on the database itself counts comments, and holds replies to their level."""

from django.db import migrations

from chartbusters.comments.counting import turned


class Migration(migrations.Migration):
    dependencies = [("comments", "0001_comments")]
    operations = [migrations.RunPython(turned("on"), turned("off"))]
