"""Entries know how long their songs are, and on how many ballots they stand."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from generation.music.document import from_document

AT_ONCE = 100  # songs have up to 20,000 notes


def measure(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """The length of every song that was entered; a song that cannot be read stops no other, and asks for no listening."""
    entry = apps.get_model("challenges", "Entry")
    waiting = entry.objects.filter(length_ms=None)
    while digests := list(waiting.order_by().values_list("song_id", flat=True).distinct()[:AT_ONCE]):
        songs = apps.get_model("generation", "StoredSong").objects.filter(pk__in=digests)
        lengths = {song.pk: _length_ms(song.document) for song in songs.iterator(chunk_size=1)}
        for digest in digests:
            entry.objects.filter(song_id=digest).update(length_ms=lengths.get(digest, 0))


def _length_ms(document: dict[str, object]) -> int:
    try:
        return int(1000 * from_document(document).seconds)
    except Exception:
        return 0


class Migration(migrations.Migration):
    dependencies = [("challenges", "0004_one_standing_entry_per_music"), ("generation", "0001_initial")]
    run_before = [("generation", "0005_packed_songs")]  # it reads songs as they were stored until then

    operations = [
        migrations.AddField(
            model_name="entry",
            name="exposures",
            field=models.PositiveIntegerField(
                db_default=0,
                default=0,
                help_text="ballots on which it stands that are cast, or may still be; see voting",
            ),
        ),
        migrations.AddField(model_name="entry", name="length_ms", field=models.PositiveIntegerField(null=True)),
        migrations.RunPython(measure, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="entry",
            name="length_ms",
            field=models.PositiveIntegerField(
                help_text="of the song, from its beginning to the end of its last note"
            ),
        ),
    ]
