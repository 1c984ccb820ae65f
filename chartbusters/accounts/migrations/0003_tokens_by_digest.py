"""Tokens that stood in clear in REST framework's table go on as digests in ours, and that table goes."""

from datetime import UTC

from django.db import migrations
from knox.crypto import hash_token
from knox.settings import CONSTANTS

TABLE = "authtoken_token"
NAME = "From the operator"


def carry_over(apps, schema_editor):
    """Looked for by name: its app is no longer installed, and on a new site there never was such a table."""
    connection = schema_editor.connection
    with connection.cursor() as cursor:
        if TABLE not in connection.introspection.table_names(cursor):
            return
        cursor.execute(f"SELECT key, user_id, created FROM {TABLE}")  # noqa: S608  a name of our own
        rows = cursor.fetchall()
    token = apps.get_model("accounts", "Token")
    for key, user_id, created in rows:
        made = token(user_id=user_id, name=NAME, digest=hash_token(key), token_key=key[: CONSTANTS.TOKEN_KEY_LENGTH])
        made.save(force_insert=True)
        if created.tzinfo is None:  # SQLite keeps times without their zone, in UTC
            created = created.replace(tzinfo=UTC)
        token.objects.filter(pk=made.pk).update(created=created)
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE {TABLE}")


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_token")]
    operations = [migrations.RunPython(carry_over, migrations.RunPython.noop, elidable=True)]
