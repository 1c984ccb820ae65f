"""How those vote who would push one entry: what they answer, what they skip, when they come."""

from dataclasses import dataclass
from typing import Literal

Others = Literal["honest", "contrary", "bad"]


@dataclass(frozen=True)
class Attack:
    """All of them know their own song by ear and vote for it whenever it comes."""

    name: str
    words: str
    others: Others = "honest"  # what they answer where it does not come
    seeks: bool = False  # skips pairs without it, as often as one may
    waits: bool = False  # watches all public pages, and comes when the moment is good
    votes: int | None = None  # leaves after so many; None: votes as often as anybody
    clones: int = 0  # near-copies that its maker entered beside it
    crowded: bool = False  # accounts made in one hour, at one mail domain, on four networks


ATTACKS = {
    attack.name: attack
    for attack in (
        Attack("target", "vote for it when it comes, honestly otherwise"),
        Attack("omnipresent", "and against what they hear otherwise", others="contrary"),
        Attack("skips", "and skip pairs without it, as often as one may", seeks=True),
        Attack(
            "puppets", "throw-away accounts, timed by the board", seeks=True, waits=True, votes=1
        ),
        Attack("clones", "the same, with two near-copies entered beside it", clones=2),
        Attack("burst", "accounts of one hour, one domain, four networks", crowded=True),
        Attack("groupies", "hear nothing else: all other pairs are both bad", others="bad"),
    )
}
