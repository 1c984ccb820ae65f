"""What was acknowledged is on the disk: a power cut takes nothing back."""

import pytest
from django.db import connection


@pytest.mark.postgres
@pytest.mark.django_db
def test_it_works() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "PRAGMA synchronous" if connection.vendor == "sqlite" else "SHOW synchronous_commit"
        )
        assert cursor.fetchone()[0] in (2, "on")
