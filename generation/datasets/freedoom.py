"""Rock music of a free game (Freedoom, BSD)."""

FREEDOOM = {
    "name": "Freedoom, training part (94 pieces)",
    "licence": "BSD-3-Clause",
    "attribution": "The Freedoom project",
}
