"""Songs that everybody could hear before there were streams stand in them, in the order in which
they were listed."""

from django.db import migrations

FILL = """INSERT INTO following_post (person_id, listing_id, reposted, created_at)
    SELECT song.owner_id, listing.id, listing.id < 0, listing.listed_at
    FROM discovery_listing AS listing
    JOIN compositions_composition AS song ON song.id = listing.composition_id
    ORDER BY listing.id"""


class Migration(migrations.Migration):
    dependencies = [("following", "0002_posts")]
    operations = [migrations.RunSQL(FILL, migrations.RunSQL.noop)]
