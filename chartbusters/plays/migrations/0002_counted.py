"""From here on the database itself keeps each song's number of plays."""

from django.db import migrations

from chartbusters.plays.keeping import turned


class Migration(migrations.Migration):
    dependencies = [("plays", "0001_plays")]
    operations = [migrations.RunPython(turned("on"), turned("off"))]
