"""Results of seven baseball teams in 1987 (Agresti 2002, table 10.11): home, away, wins at home,
wins away."""

TEAMS = ["Bal", "Bos", "Cle", "Det", "Mil", "NY", "Tor"]
RESULTS = """Mil-Det 4-3, Mil-Tor 4-2, Mil-NY 4-3, Mil-Bos 6-1, Mil-Cle 4-2, Mil-Bal 6-0,
Det-Mil 3-3, Det-Tor 4-2, Det-NY 4-3, Det-Bos 6-0, Det-Cle 6-1, Det-Bal 4-3, Tor-Mil 2-5,
Tor-Det 4-3, Tor-NY 2-4, Tor-Bos 4-3, Tor-Cle 4-2, Tor-Bal 6-0, NY-Mil 3-3, NY-Det 5-1,
NY-Tor 2-5, NY-Bos 4-3, NY-Cle 4-2, NY-Bal 6-1, Bos-Mil 5-1, Bos-Det 2-5, Bos-Tor 3-3, Bos-NY 4-2,
Bos-Cle 5-2, Bos-Bal 6-0, Cle-Mil 2-5, Cle-Det 3-3, Cle-Tor 3-4, Cle-NY 4-3, Cle-Bos 4-2,
Cle-Bal 2-4, Bal-Mil 2-5, Bal-Det 1-5, Bal-Tor 1-6, Bal-NY 2-4, Bal-Bos 1-6, Bal-Cle 3-4"""


def games(table: str = RESULTS) -> list[tuple[str, str, str, int]]:
    """Votes (a, b, outcome, voter), every game a voter of its own, from `A-B wins-losses` separated
    by commas."""
    votes: list[tuple[str, str, str, int]] = []
    for row in table.replace("\n", " ").split(", "):
        pair, score = row.split()
        a, b = pair.split("-")
        for outcome, count in zip("ab", map(int, score.split("-")), strict=True):
            votes += [(a, b, outcome, len(votes) + n) for n in range(count)]
    return votes
