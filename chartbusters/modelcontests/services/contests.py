"""What an organiser does with a contest of models: who may enter, which melodies are hidden, and
the seal on them."""

from django.db import IntegrityError, transaction
from django.db.models import F, Max
from django.db.models.functions import Now

from chartbusters.accounts.models import User
from chartbusters.challenges.models import Challenge, Kind
from chartbusters.challenges.organisers import Right, right_require
from chartbusters.compositions.models import Composition
from chartbusters.modelcontests.house import HOUSE_MOST, house_known
from chartbusters.modelcontests.models import ContestMelody, ModelContest
from chartbusters.modelcontests.sealing import seal
from chartbusters.modelcontests.suites import LONGEST_SECONDS, melody_alone
from chartbusters.web.errors import Refusal, still_there
from generation.music.song import Song
from generation.rights import record
from generation.services import song_prepare, song_store
from generation.techniques import TECHNIQUES

FEWEST, MOST = 3, 8  # melodies
LARGEST = 10_000  # megabytes of weights that a bound may name
LEAST_NOTES = 8  # of a melody
SHORTEST, LONGEST = 5.0, 60.0  # seconds of a melody


def contest_get(*, challenge: Challenge, by: User) -> ModelContest:
    """The contest of a challenge of models, made when there is none yet."""
    right_require(person=by, challenge=challenge, right=Right.EDIT)
    if challenge.kind != Kind.MODELS:
        message = "This challenge compares songs. Choose models in its settings first."
        raise Refusal("no_models", message, 409)
    return ModelContest.objects.get_or_create(challenge_id=challenge.pk)[0]


def _held(challenge: Challenge, by: User, *, unsealed: bool = True) -> ModelContest:
    """The contest, held, so that of two organisers at once the second sees what the first did."""
    contest_get(challenge=challenge, by=by)
    rows = ModelContest.objects.select_for_update(no_key=True, of=("self",))
    contest = still_there(rows.filter(pk=challenge.pk).first())
    if unsealed and contest.sealed_at:
        message = (
            "The melodies are sealed, and their digest may be known. Nothing was changed. While "
            "nobody sees the challenge the seal can be broken."
        )
        raise Refusal("sealed", message, 409)
    return contest


def contest_set(
    *, challenge: Challenge, by: User, techniques: list[str], most_megabytes: int, house: list[str]
) -> ModelContest:
    """Who may enter, until the challenge is public; and what plays beside them, until the takes
    begin. Raises `Refusal`."""
    if unknown := sorted(set(techniques) - set(TECHNIQUES)):
        message = f"There is no technique {unknown[0]}. Nothing was saved."
        raise Refusal("unknown_technique", message, field="techniques")
    if type(most_megabytes) is not int or not 0 <= most_megabytes <= LARGEST:
        message = f"A bound is 0 to {LARGEST:,} megabytes; 0 is none. Nothing was saved."
        raise Refusal("unfit_bound", message, field="most_megabytes")
    if unknown := sorted(set(house) - set(house_known())):
        raise Refusal("unknown_model", f"Nothing here is called {unknown[0]}.", field="house")
    if len(set(house)) > HOUSE_MOST:
        message = f"{HOUSE_MOST} of the site's own are the most. Nothing was saved."
        raise Refusal("too_many_house", message, field="house")
    with transaction.atomic():
        contest = _held(challenge, by, unsealed=False)
        _refuse_late(contest, challenge, techniques, most_megabytes)
        contest.techniques, contest.most_megabytes = sorted(set(techniques)), most_megabytes
        contest.house = [name for name in house_known() if name in house]
        contest.save(update_fields=["techniques", "most_megabytes", "house"])
        # Not what plays beside: who may read the log of the desk need not know it before the end.
        record(by=by, row=challenge, words="Set which models may enter.")
    return contest


def _refuse_late(
    contest: ModelContest, challenge: Challenge, techniques: list[str], most: int
) -> None:
    if contest.began_at:
        message = "The takes have begun, so who plays stands. Nothing was changed."
        raise Refusal("begun", message, 409)
    same = (contest.techniques, contest.most_megabytes) == (sorted(set(techniques)), most)
    if challenge.published and not same:
        message = (
            "Which models may enter stands since the challenge is public: people train for it. "
            "Nothing was changed."
        )
        raise Refusal("terms_stand", message, 409, "techniques")


def melody_add(*, challenge: Challenge, by: User, composition: Composition) -> ContestMelody:
    """One more hidden melody: a song of the organiser's own, as it is now. Raises `Refusal`."""
    if composition.owner_id != by.pk or composition.head is None:
        raise Refusal("not_yours", "Choose one of your own songs. Nothing was added.", 403)
    song = composition.head.song.song
    _refuse_unfit_melody(song)
    song_prepare(song=song)
    try:
        with transaction.atomic():
            contest = _held(challenge, by)
            last = contest.melodies.aggregate(last=Max("number"))["last"] or 0
            if last >= MOST:
                message = f"{MOST} melodies are the most. Take one out first."
                raise Refusal("too_many_melodies", message, 409)
            return ContestMelody.objects.create(
                contest=contest,
                number=last + 1,
                title=composition.title[:80] or "Untitled",
                song=song_store(song=song),
            )
    except IntegrityError:
        message = "This song is among the melodies already. Nothing was added."
        raise Refusal("melody_twice", message, 409) from None


def _refuse_unfit_melody(song: Song) -> None:
    try:
        melody = melody_alone(song)
    except ValueError:
        message = "It has no melody: no track with pitches. Nothing was added."
        raise Refusal("no_melody", message) from None
    if melody.note_count < LEAST_NOTES or not SHORTEST <= melody.seconds <= LONGEST:
        message = (
            f"A melody has {LEAST_NOTES} notes at least and lasts {SHORTEST:.0f} to {LONGEST:.0f} "
            f"seconds; this one has {melody.note_count} and lasts {melody.seconds:.0f}. Listeners "
            "hear all of them one after another. Nothing was added."
        )
        raise Refusal("unfit_melody", message)


def melody_remove(*, challenge: Challenge, by: User, number: int) -> None:
    """Takes a melody out; those behind it come forward."""
    with transaction.atomic():
        contest = _held(challenge, by)
        contest.melodies.filter(number=number).delete()
        for behind in contest.melodies.filter(number__gt=number).order_by("number"):
            contest.melodies.filter(pk=behind.pk).update(number=F("number") - 1)


def melody_up(*, challenge: Challenge, by: User, number: int) -> None:
    """Puts a melody before the one that it follows."""
    with transaction.atomic():
        contest = _held(challenge, by)
        found = {one.number: one for one in contest.melodies.all()}
        if number in found and number - 1 in found:
            before, this = found[number - 1], found[number]
            # No two have one number, for a moment neither: both rows change places as a whole.
            contest.melodies.filter(pk__in=[before.pk, this.pk]).delete()
            for one, place in ((this, number - 1), (before, number)):
                ContestMelody.objects.create(
                    contest=contest, number=place, title=one.title, song_id=one.song_id
                )


def contest_seal(*, challenge: Challenge, by: User) -> ModelContest:
    """Closes the melodies in, draws the seed of all takes, and makes the digest that everybody
    reads. Raises `Refusal`."""
    with transaction.atomic():
        contest = _held(challenge, by)
        melodies = list(contest.melodies.select_related("song"))
        if not FEWEST <= len(melodies) <= MOST:
            message = (
                f"A contest has {FEWEST} to {MOST} melodies; there are {len(melodies)}. Nothing "
                "was sealed."
            )
            raise Refusal("too_few_melodies", message, 409)
        made = seal([(one.title, melody_alone(one.song.song)) for one in melodies])
        ModelContest.objects.filter(pk=contest.pk).update(
            seed=made.seed, sealed=made.kept, seal=made.digest, sealed_at=Now()
        )
        record(by=by, row=challenge, words=f"Sealed {len(melodies)} melodies: {made.digest}")
    contest.refresh_from_db()
    return contest


def contest_unseal(*, challenge: Challenge, by: User) -> ModelContest:
    """Breaks the seal while nobody has seen its digest."""
    with transaction.atomic():
        rows = Challenge.objects.select_for_update(no_key=True)
        held = still_there(rows.filter(pk=challenge.pk).first())
        contest = _held(held, by, unsealed=False)
        if held.published or contest.began_at:
            message = "The challenge is public, and its seal stands. Nothing was changed."
            raise Refusal("seal_stands", message, 409)
        ModelContest.objects.filter(pk=contest.pk).update(
            seed=None, sealed=None, seal="", sealed_at=None
        )
        record(by=by, row=challenge, words="Broke the seal of the melodies.")
    contest.refresh_from_db()
    return contest


def refuse_unready(challenge: Challenge) -> None:
    """Raises `Refusal` for a challenge of models that nobody could take part in."""
    if challenge.kind != Kind.MODELS:
        return
    if not ModelContest.objects.filter(pk=challenge.pk, sealed_at__isnull=False).exists():
        message = (
            "A challenge of models needs its hidden melodies, sealed, before everybody sees it. "
            "Choose them under Models on the desk. Nothing was changed."
        )
        raise Refusal("not_sealed", message, 409)


def contest_copy(challenge: Challenge, made: Challenge) -> None:
    """What a challenge that is made of another one has of its contest: who may enter. Its melodies
    are known by then."""
    before = ModelContest.objects.filter(pk=challenge.pk).first()
    if before and made.kind == Kind.MODELS:
        ModelContest.objects.create(
            challenge=made,
            techniques=before.techniques,
            most_megabytes=before.most_megabytes,
            house=before.house,
        )


assert LONGEST < LONGEST_SECONDS  # noqa: S101  a melody is never cut
