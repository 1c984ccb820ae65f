"""Packs for everybody: made of what we arrange, listed, released as one archive, and taken from
one. Behind `manage.py data`."""
