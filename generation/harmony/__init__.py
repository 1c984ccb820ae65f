"""Chords and keys of melodies on a grid."""
