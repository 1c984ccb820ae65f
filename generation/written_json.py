"""JSON that is kept as it is sent: reading and writing 20,000 notes anew costs more than all else
in an answer."""

from dataclasses import dataclass


@dataclass(frozen=True)
class WrittenJSON:
    """One value, as UTF-8. Whoever renders an answer puts it in as it stands."""

    text: bytes
