"""Scores in the public domain, set by volunteers (OpenScore, CC0)."""

OPENSCORE = {
    "name": "OpenScore Lieder, String Quartets and Orchestra, training parts (1,432 works)",
    "licence": "CC0-1.0",
    "attribution": "The OpenScore community; orchestral scores by M. Gotham et al. (Hauptstimme)",
}

# Its archives: the names of their zips.
LIEDER, ORCHESTRA, QUARTETS = "openscore_lieder", "openscore_orchestra", "openscore_quartets"
