"""Rock music of two free games (Freedoom and Blasphemer, BSD)."""

FREEDOOM = {
    "name": "Freedoom, training part (94 pieces)",
    "licence": "BSD-3-Clause",
    "attribution": "The Freedoom project",
}
BLASPHEMER = {
    "name": "Blasphemer, training part (19 pieces)",
    "licence": "BSD-3-Clause",
    "attribution": "The Blasphemer project",
}
