"""Why a song is no music of anybody's own, whatever the rules of a challenge ask."""

from functools import cache

from chartbusters.challenges.rules import Finding
from chartbusters.compositions.presets import presets
from generation.music.song import Song
from generation.music.sounding import heard, sounding_digest

LEAST_NOTES = 4  # fewer are no tune; a challenge may ask for more


def find_faults(song: Song) -> list[Finding]:
    """Why this is no music of anybody's own, whatever the rules of a challenge: findings that are
    not met, or none."""
    count = len(heard(song).times)
    if count < LEAST_NOTES:
        message = (
            f"It has {count or 'none'}, those aside that are too quiet to hear. Add "
            "notes, or turn tracks up."
        )
        return [Finding("sounds", f"At least {LEAST_NOTES} notes that sound", False, message)]
    if title := _preset_sounds().get(sounding_digest(song)):
        message = (
            f"This is “{title}” as it is given to everybody, note for note. Change it, or "
            "let a model add to it."
        )
        return [Finding("own_music", "Something of your own", False, message)]
    return []


@cache
def _preset_sounds() -> dict[str, str]:
    return {sounding_digest(preset.song): preset.title for preset in presets()}
