"""Pairs that were given before are numbered, and so are the turns of their entries, in the order in
which they came."""

from django.db import migrations

NUMBER_PAIRS = """
UPDATE voting_ballot SET number = counted.place FROM (
    SELECT id, ROW_NUMBER() OVER (
        PARTITION BY challenge_id, voter_id ORDER BY issued_at, id
    ) AS place FROM voting_ballot
) AS counted WHERE voting_ballot.id = counted.id
"""
# Nobody may be given an entry more than a hundred times; who was before is told so by the
# hundredth.
NUMBER_TURNS = """
INSERT INTO voting_turn (ballot_id, voter_id, entry_id, number)
SELECT ballot_id, voter_id, entry_id, place FROM (
    SELECT ballot_id, voter_id, entry_id, ROW_NUMBER() OVER (
        PARTITION BY voter_id, entry_id ORDER BY issued_at, ballot_id
    ) AS place FROM (
        SELECT id AS ballot_id, voter_id, entry_a_id AS entry_id, issued_at FROM voting_ballot
        UNION ALL
        SELECT id, voter_id, entry_b_id, issued_at FROM voting_ballot
    ) AS sides
) AS counted WHERE place <= 100
"""


class Migration(migrations.Migration):
    dependencies = [("voting", "0007_turns_and_days")]

    operations = [
        migrations.RunSQL(NUMBER_PAIRS, "UPDATE voting_ballot SET number = NULL"),
        migrations.RunSQL(NUMBER_TURNS, "DELETE FROM voting_turn"),
    ]
