"""Blindness that lasts: from entering until the result is told the tune of an entry is heard on
ballots only, unless its maker has agreed to be known by it."""

from collections.abc import Mapping

from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Now

from chartbusters.challenges.models import Author, Entry, Seal, Sketch
from generation.music.tunes import same_tune


def blind(entry: str = "") -> Q:
    """The condition that nobody may know an entry: it is in play, the result is not told yet
    by the database's clock, and its maker did not agree to be known. `entry` is the way there from
    other rows, such as `entry__`."""
    terms = {"heard_by_all": False, "challenge__told_at__gt": Now()}
    return in_play(entry) & Q(**{f"{entry}{name}": value for name, value in terms.items()})


def in_play(entry: str = "") -> Q:
    """The condition that an entry stands, or may stand again: organisers who put it out can take
    that back while voting runs, and then it must still be nameless."""
    standing, put_out = f"{entry}withdrawn_at", f"{entry}disqualified_at__isnull"
    return Q(**{standing: None}) | Q(**{put_out: False})


def compositions_sealed() -> Q:
    """Of compositions: what was entered, and whatever else of its maker or of a co-author has the
    tune of it now."""
    entered = Entry.objects.filter(blind(), composition=OuterRef("pk"))
    return Q(Exists(entered)) | _has_tune("head__song", "owner")


def entries_sealed() -> Q:
    """Of entries in challenges that are over: those whose tune is in another one that is not."""
    again = Entry.objects.filter(blind(), composition=OuterRef("composition"))
    return Q(Exists(again.exclude(pk=OuterRef("pk")))) | _has_tune("song", "maker")


def is_silent(*, entry: Entry) -> bool:
    """Whether an entry that is over cannot be heard for now, as its tune is in another vote."""
    return Entry.objects.filter(entries_sealed(), pk=entry.pk).exists()


def _has_tune(song: str, maker: str) -> Q:
    seals = Seal.objects.filter(blind("entry__"), digest=OuterRef(song))
    beside = Author.objects.filter(
        entry=OuterRef("entry"), person=OuterRef(OuterRef(maker)), accepted_at__isnull=False
    )
    return Q(Exists(seals.filter(Q(entry__maker=OuterRef(maker)) | Q(Exists(beside)))))


def entry_seal(*, entry: Entry, tune: bytes, others: Mapping[str, bytes]) -> None:
    """Seals the entry's song, and those of its maker's `others` (tunes by digest) that have its
    tune. The maker's entries elsewhere are such songs too, and this one is such a song to them."""
    earlier = Sketch.objects.filter(entry__maker=entry.maker_id).exclude(entry=entry)
    entered = [
        (pk, digest)
        for pk, digest, of in earlier.values_list("entry_id", "entry__song", "tune")
        if same_tune(tune, bytes(of))
    ]
    alike = {digest for digest, of in others.items() if same_tune(tune, of)}
    digests = {entry.song_id, *alike, *(digest for _, digest in entered)}
    seals = [Seal(entry=entry, digest=digest) for digest in sorted(digests)]
    seals += [Seal(entry_id=pk, digest=entry.song_id) for pk, _ in entered]
    Seal.objects.bulk_create(seals, ignore_conflicts=True)


def song_seal(maker: int, digest: str, tune: bytes) -> None:
    """Seals a song that others come to hear for each blind entry that its maker made, or co-wrote,
    and that has the same tune."""
    beside = Author.objects.filter(person=maker, accepted_at__isnull=False).values("entry")
    whose = Q(entry__maker=maker) | Q(entry__in=beside)
    theirs = Sketch.objects.filter(whose, blind("entry__"))
    alike = [pk for pk, of in theirs.values_list("entry_id", "tune") if same_tune(tune, bytes(of))]
    seals = [Seal(entry_id=pk, digest=digest) for pk in alike]
    Seal.objects.bulk_create(seals, ignore_conflicts=True)
