"""From here on the database itself keeps the index of words and the numbers of hearts."""

from django.db import migrations

from chartbusters.discovery.indexing import turned


class Migration(migrations.Migration):
    dependencies = [("discovery", "0001_listings")]
    operations = [migrations.RunPython(turned("on"), turned("off"))]
