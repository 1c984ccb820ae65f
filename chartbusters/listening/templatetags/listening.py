"""Words about songs on the page of a listening test."""

from django import template

from generation.music.song import Song

register = template.Library()


@register.filter
def meter(song: Song) -> str:
    """The meter in which a passage stands."""
    return f"{song.meters[0].numerator}/{song.meters[0].denominator}"


@register.filter
def tempo(song: Song) -> str:
    return f"{song.tempi[0].qpm:.0f}"
