"""Names of the files that people take home."""

_FORBIDDEN = frozenset('/\\:*?"<>|')
LONGEST = 100


def file_name(title: str, ending: str) -> str:
    """A name for a downloaded file that no file system stumbles over; send it through RFC 6266's header."""
    kept = "".join(" " if letter in _FORBIDDEN else letter for letter in title if letter.isprintable())
    return f"{' '.join(kept.split()).strip('. ')[:LONGEST].strip('. ') or 'song'}.{ending}"
