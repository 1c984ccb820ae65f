"""Four-part chorales beside Bach's: chords, voices, faults, and who else might sing below a
soprano."""
