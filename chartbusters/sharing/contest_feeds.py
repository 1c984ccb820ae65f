"""Atom feeds of contests: the challenges of the site, and the result of one."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from chartbusters.challenges.selectors import challenge_told, challenges_told
from chartbusters.sharing.ended import Ended, ended_in
from chartbusters.web.feeds import SECONDS, Feed, Site, feed_response

MOST = 30


@require_safe
@cache_control(max_age=SECONDS)
def challenges_feed(request: HttpRequest) -> HttpResponse:
    """The challenges that begin last, and those that have begun."""

    def newest() -> list[Any]:
        return sorted(challenges_told(), key=lambda one: one.opens_at, reverse=True)[:MOST]

    feed = Feed(
        "Challenges on Chartbusters",
        reverse("challenges"),
        lambda site: [_challenge(one, site) for one in newest()],
    )
    return feed_response(request, feed, lambda: [_shown(one) for one in newest()])


def _shown(challenge: Any) -> object:
    told = challenge.slug, challenge.title, challenge.tagline
    return *told, challenge.opens_at, challenge.voting_closes_at


def _challenge(challenge: Any, site: Site) -> dict[str, Any]:
    closing = challenge.entries_close_at
    words = f"{challenge.tagline} Entries until {closing:%d %B %Y, %H:%M} UTC."
    return {
        "title": challenge.title,
        "link": site(reverse("challenge", args=[challenge.slug])),
        "unique_id": f"{site(reverse('challenge', args=[challenge.slug]))}#",
        "description": words.strip(),
        "pubdate": challenge.opens_at,
        "updateddate": challenge.opens_at,
    }


@require_safe
@cache_control(max_age=SECONDS)
def result_feed(request: HttpRequest, slug: str) -> HttpResponse:
    """How the entries of a challenge ended, the first first; empty until its result is told, so
    that one may wait for it."""
    challenge = challenge_told(slug=slug)
    if challenge is None:
        raise Http404
    feed = Feed(
        f"The result of {challenge.title}",
        reverse("leaderboard", args=[slug]),
        lambda site: [_entry(one, site) for one in ended_in(challenge=challenge.pk, count=MOST)],
    )
    return feed_response(request, feed, lambda: ended_in(challenge=challenge.pk, count=MOST))


def _entry(one: Ended, site: Site) -> dict[str, Any]:
    return {
        "title": f"{one.title}: {one.words}",
        "link": site(one.address),
        "unique_id": f"urn:uuid:{one.pk}",
        "description": f"“{one.title}” by {one.maker}, {one.words}.",
        "author_name": one.maker,
        "author_link": site(one.maker_address),
        "pubdate": one.told_at,
        "updateddate": one.told_at,
    }
