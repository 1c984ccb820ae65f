"""What a file tells of its song beside the notes."""

from typing import NamedTuple

SOFTWARE = "Chartbusters"


class About(NamedTuple):
    """Who made it, on what terms, and where it is shown; empty where nobody may know."""

    maker: str = ""
    licence: str = ""
    address: str = ""

    @property
    def rights(self) -> str:
        """One line, such as `© Ada Bell. CC BY 4.0`."""
        told = [f"© {self.maker}" if self.maker else "", self.licence]
        return ". ".join(words for words in told if words)


NOBODY = About()
