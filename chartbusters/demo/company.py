"""What people of the demo do with each other's songs: they follow, love, pass on, comment and put
together. The same services as a person's clicks, once the songs' vote is told."""

from chartbusters.accounts.models import User
from chartbusters.challenges.models import Challenge, Entry
from chartbusters.comments.models import Comment
from chartbusters.comments.services import comment_write
from chartbusters.compositions.models import Composition
from chartbusters.discovery.services import heart_give, listings_mend
from chartbusters.following.services import person_follow, song_repost
from chartbusters.playlists.services import playlist_add, playlist_create

FOLLOWS = {
    "ada": ["bela", "esme", "finn"],
    "bela": ["ada", "cleo"],
    "cleo": ["bela", "dario", "esme"],
    "dario": ["ada"],
    "esme": ["finn", "ada", "dario"],
    "finn": ["esme", "cleo"],
}
# Who passes which song on.
REPOSTS = [("ada", "Deck the Crypt"), ("cleo", "Elise Rings Twice"), ("finn", "Green Door")]
# Song, the numbers of the listeners who love it.
LOVED = {
    "Deck the Crypt": range(9),
    "Elise Rings Twice": range(2, 9),
    "Lady in the Mirror": range(5, 11),
    "Green Door": range(4),
    "Long Corridor": range(6, 9),
}
# Writer, song, seconds into it, words; an answer to the comment before it has no seconds.
COMMENTS: list[tuple[str, str, float | None, str]] = [
    ("ada", "Elise Rings Twice", 2.4, "The bass waits a bar before it answers. Good nerves."),
    ("bela", "Elise Rings Twice", None, "It was not my idea, but I kept it."),
    ("finn", "Elise Rings Twice", 7.5, "Here the drums should stop for a moment."),
    ("bela", "Deck the Crypt", 3.0, "A carol with the lights off."),
    ("ada", "Deck the Crypt", 8.2, "What does the tenor do here? I would steal it."),
    ("esme", "Deck the Crypt", None, "Steps down while the tune steps up. Take it, it is CC0."),
    ("cleo", "Lady in the Mirror", 5.1, "The cadence comes a beat earlier than I lean for it."),
]
PLAYLIST = (
    "Rooms with the light off",
    "What stayed with me after the vote.",
    ["Deck the Crypt", "Long Corridor", "Green Door", "Elise Rings Twice"],
)


def keep_company(*, challenge: Challenge, makers: dict[str, User], listeners: list[User]) -> None:
    """All of it, for the songs of one challenge whose result is told."""
    listings_mend()
    entries = Entry.objects.filter(challenge=challenge).select_related("composition__owner")
    songs = {entry.title: entry.composition for entry in entries if entry.composition}
    for name, others in FOLLOWS.items():
        for other in others:
            person_follow(by=makers[name], person=makers[other])
    for title, numbers in LOVED.items():
        for number in numbers:
            heart_give(song=songs[title], person=listeners[number])
    for name, title in REPOSTS:
        song_repost(song=songs[title], by=makers[name])
    _comment(songs, makers)
    _put_together(songs, makers["ada"])


def _comment(songs: dict[str, Composition], makers: dict[str, User]) -> None:
    above: Comment | None = None
    for name, title, seconds, words in COMMENTS:
        parent = above if seconds is None else None
        at_ms = int(1000 * (seconds or 0))
        said = comment_write(
            song=songs[title], by=makers[name], words=words, at_ms=at_ms, parent=parent
        )
        above = parent or said


def _put_together(songs: dict[str, Composition], owner: User) -> None:
    title, description, titles = PLAYLIST
    made = playlist_create(owner=owner, title=title, description=description, visibility="public")
    for each in titles:
        playlist_add(playlist=made, composition=songs[each].pk)
