"""From the recipes that a song's history names back to the first input that was kept.

A history names the take that somebody saved, and not those before it that they went on from without
saving. These are found among the takes of the same person: a job whose notes make up what the next
one was given. What is not found counts as the maker's own, so a search that ends early makes a
share of generated notes smaller and never an edit out of nothing.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from generation.models import GenerationJob, JobState, StoredSong
from generation.music.song import Song
from scoring.provenance.replaying import results_of
from scoring.provenance.tracing import Notes, Taken, choose_after, notes_of, notes_written

Recipe = dict[str, Any]
MOST_TAKES = 24  # of one song, its last ones
LOOKED = 12  # jobs of the same person that may be what a take was made from
NEEDED = ("technique", "model", "model_digest", "sampler_version", "parameters", "seed")
KEPT = (*NEEDED, "input_digest", "output_digest")
HALF = 0.5  # of a take's notes have to be in what is said to be made from it


class Link(NamedTuple):
    """A take, and its job where that is known."""

    take: Taken
    job: GenerationJob | None = None


def recipes_named(history: Iterable[Recipe]) -> list[Recipe]:
    """What is needed of the recipes in a history to make their takes again: each once, the last
    ones, in order. Of an edit it is the recipe of the take that was edited."""
    slim = [_slim(recipe.get("parent") or recipe) for recipe in history if recipe]
    named = {
        (each.get("output_digest"), each.get("input_digest"), str(each.get("seed"))): each
        for each in slim
        if each.get("technique")
    }
    return list(named.values())[-MOST_TAKES:]


def _slim(recipe: Recipe) -> Recipe:
    """What a take is made again from, without the edits and beliefs that it came with."""
    return {name: recipe[name] for name in KEPT if name in recipe}


def is_compiled(recipe: Recipe) -> bool:
    """Whether it is of something other than one take, such as a suite of what a model played."""
    return bool(recipe) and not {"technique", "parent"} & recipe.keys()


def takes_behind(*, owner: int | None, recipes: Sequence[Recipe]) -> list[Taken]:
    """The takes that a song was made with, in their order, `MOST_TAKES` at most."""
    links = _named(owner, recipes)
    search = Search(owner, [link.job for link in links if link.job])
    chain: list[Link] = []
    for link in links:
        for each in (*search.behind(link), link):
            if not _has(chain, each):
                chain.append(each)
    return [link.take for link in chain][-MOST_TAKES:]


def _has(chain: Iterable[Link], link: Link) -> bool:
    return any(each.take.recipe == link.take.recipe for each in chain)


class Search:
    """Looks for takes behind takes among the last jobs of a person before the newest of `jobs`.
    Songs are read once, and only those of `LOOKED` jobs: it is a page that may be waiting."""

    def __init__(self, owner: int | None, jobs: Sequence[GenerationJob]) -> None:
        newest = max((job.created_at for job in jobs), default=None)
        rows = _jobs(owner).filter(created_at__lt=newest).order_by("-created_at") if newest else []
        self.links = [Link(_taken({}, job), job) for job in rows[:LOOKED]]

    def behind(self, link: Link) -> list[Link]:
        """The takes that make up what this one was given, and those behind them, in order."""
        found: dict[Any, Link] = {}
        ahead = [link]
        while ahead:
            for each in self._feeders(ahead.pop()):
                if each.job and each.job.pk not in found:
                    found[each.job.pk] = each
                    ahead.append(each)
        return sorted(found.values(), key=_made_at)

    def _feeders(self, link: Link) -> list[Link]:
        if link.job is None or link.take.before is None:
            return []
        until = link.job.created_at
        earlier = [each for each in self.links if each.job and each.job.created_at < until]
        return feeders(earlier, link.take.before)


def _made_at(link: Link) -> Any:
    return link.job.created_at if link.job else None


def _named(owner: int | None, recipes: Sequence[Recipe]) -> list[Link]:
    digests = {str(recipe.get("output_digest")) for recipe in recipes}
    jobs = list(_jobs(owner).filter(result__in=digests).order_by("-created_at")[: 4 * MOST_TAKES])
    return [_link(recipe, jobs) for recipe in recipes]


def _link(recipe: Recipe, jobs: Iterable[GenerationJob]) -> Link:
    job = next((job for job in jobs if _made(job, recipe)), None)
    return Link(_taken(recipe, job), job)


def _jobs(owner: int | None) -> Any:
    done = GenerationJob.objects.filter(owner=owner, owner__isnull=False, state=JobState.DONE)
    return done.select_related("source", "result")


def _made(job: GenerationJob, recipe: Recipe) -> bool:
    told = job.recipe or {}
    names = ("output_digest", "input_digest", "seed", "model")
    return all(told.get(name) == recipe.get(name) for name in names)


def _taken(recipe: Recipe, job: GenerationJob | None) -> Taken:
    if job and job.result:
        whole = job.recipe or {}
        return Taken(_slim(whole), job.source.song, results_of(job.result.song, whole))
    digests = [recipe.get("input_digest", ""), recipe.get("output_digest", "")]
    songs = StoredSong.objects.in_bulk(digests)
    before, after = (songs[each].song if each in songs else None for each in digests)
    return Taken(recipe, before, (after,) if after else ())


def feeders(known: Sequence[Link], song: Song) -> list[Link]:
    """Those whose notes the song is made of: the one that explains most first, then what explains
    of the rest at least half of its own notes, so that two takes of one wish are not both taken
    for what was gone on with."""
    unexplained, found = notes_of(song), []
    for each in sorted(known, key=lambda one: -_explained(one, song)):
        written = _written(each, song)
        if written and (written & unexplained).total() >= HALF * written.total():
            found.append(each)
            unexplained -= written
    return found


def _explained(link: Link, song: Song) -> int:
    return (_written(link, song) & notes_of(song)).total()


def _written(link: Link, song: Song) -> Notes:
    take = link.take
    return notes_written(take, choose_after(take, song)) if take.kept else Counter()
