"""The list of models, the page of each, and what organisers are asked to publish."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from chartbusters.catalogue import selectors
from chartbusters.catalogue.curves import curve_of
from chartbusters.catalogue.figures import splits_of, tables_of, training_told
from chartbusters.catalogue.finding import (
    MOST_TYPED,
    WHOSE,
    genres_known,
    models_found,
    told_of,
    wish_read,
)
from chartbusters.catalogue.limits import does_of, limits_of
from chartbusters.catalogue.models import LONGEST_WORDS, Publication
from chartbusters.catalogue.places import Shown, place_by_name
from chartbusters.discovery.selectors import songs_made_with
from chartbusters.web.pagination import number_asked
from chartbusters.web.shelf import shared_page
from generation.models import TrainingRun, Visibility
from generation.rights import PUBLISH_MODEL, has_right
from generation.services.trained import LONGEST_DESCRIPTION, LONGEST_TITLE
from generation.techniques import TECHNIQUES
from generation.trained_selectors import is_kept, trained_models_visible

SONGS = 12


@require_safe
def models(request: HttpRequest) -> HttpResponse:
    """All models that this viewer may see, and what they look for among them."""
    return shared_page(
        request, "catalogue/models.html", selectors.models_published_told, _list_context
    )


def _list_context(request: HttpRequest) -> dict[str, Any]:
    wish, before = wish_read(request.GET), number_asked(request.GET.get("before"))
    found = models_found(wish=wish, user=request.user, before=before)
    person = selectors.person_of(request.user)
    decides = person is not None and has_right(person, PUBLISH_MODEL)
    return {
        "wish": wish,
        "models": told_of(found, request.user),
        "more": found.more,
        "begun": not before,
        "kinds": [(name, label, wish.query(whose=name)) for name, label in WHOSE.items()],
        "techniques": [(name, one.title) for name, one in TECHNIQUES.items()],
        "genres": genres_known(),
        "query": wish.query(),
        "most_typed": MOST_TYPED,
        "asked": selectors.publications_open().count() if decides else 0,
        "canonical": request.build_absolute_uri(reverse("models")),
        "train": reverse("training"),
    }


@require_safe
def model(request: HttpRequest, name: str) -> HttpResponse:
    shown = place_by_name(request, name)

    def version() -> Any:
        if not shown.for_all:
            return None
        run = shown.row.run if shown.row else None
        told = (shown.row.title, shown.row.description, shown.maker) if shown.row else ()
        return shown.card.digest, told, run and run.version, _songs(shown)

    def context(seen: HttpRequest) -> dict[str, Any]:
        return model_context(seen, place_by_name(seen, name))

    page = shared_page(request, "catalogue/model.html", version, context)
    return guarded(page, shown)


@require_safe
def linked_model(request: HttpRequest, shown: Shown) -> HttpResponse:
    """For whoever has the link."""
    return guarded(render(request, "catalogue/model.html", model_context(request, shown)), shown)


def model_context(request: HttpRequest, shown: Shown) -> dict[str, Any]:
    card, row = shown.card, shown.row
    splits = splits_of(card)
    address = request.build_absolute_uri(shown.address)
    return {
        "shown": shown,
        "card": card,
        "does": does_of(shown),
        "pairs": [(place, pair) for place, pair in enumerate(shown.pairs)],
        "splits": splits,
        "tables": tables_of(card),
        "training": training_told(card),
        "curve": curve_of(card),
        "run": run_address(request, row.run if row else None),
        "limits": limits_of(shown),
        "songs": [] if shown.token else _songs(shown),
        "link": address,
        "studio": f"{reverse('studio')}?{urlencode({'model': card.name})}",
        "train": _train_address(shown),
        "picture": request.build_absolute_uri(f"{shown.address}card.png"),
        **_standing(request, shown),
    }


def _songs(shown: Shown) -> list[Any]:
    card = shown.card
    digests = [card.digest, *card.former_digests]
    return songs_made_with(model=card.name, digests=digests, count=SONGS)


def _train_address(shown: Shown) -> str:
    """Where one begins to train one like it."""
    run = shown.row.run if shown.row else None
    wish = {"technique": shown.card.technique, "start": shown.card.name}
    if run and run.pack:
        wish["data"] = run.pack
    return f"{reverse('training-new')}?{urlencode(wish)}"


def run_address(request: HttpRequest, run: TrainingRun | None) -> str:
    """The page of the run that made it, for those who may see it."""
    if run is None:
        return ""
    mine = run.owner_id == request.user.pk
    return reverse("training-run", args=[run.pk]) if mine or run.visibility == "published" else ""


def _standing(request: HttpRequest, shown: Shown) -> dict[str, Any]:
    """What this viewer may do with a trained model."""
    row, person = shown.row, selectors.person_of(request.user)
    if row is None or person is None:
        return {"mine": False, "usable": shown.for_all, "publication": None}
    mine = row.owner_id == person.pk
    decides = has_right(person, PUBLISH_MODEL)
    linked = row.visibility == Visibility.LINK and mine
    secret = selectors.link_of(model=row) if linked else ""
    told = mine or decides
    return {
        "mine": mine,
        "decides": decides,
        "usable": trained_models_visible(user=person).filter(pk=row.pk).exists(),
        "kept": not mine and is_kept(model=row, user=person),
        "publication": selectors.publication_last(model=row) if told else None,
        "secret": secret and request.build_absolute_uri(secret),
        "longest_title": LONGEST_TITLE,
        "longest_description": LONGEST_DESCRIPTION,
        "longest_words": LONGEST_WORDS,
    }


def guarded(response: HttpResponse, shown: Shown) -> HttpResponse:
    """Keeps what is not public out of caches and search engines, and links out of the Referer
    headers of other sites. Not out of our own: the forms of the page would come from nowhere."""
    if not shown.for_all:
        response["Cache-Control"] = "private, no-store"
        response["X-Robots-Tag"] = "noindex"
    if shown.token:
        response["Referrer-Policy"] = "same-origin"
    return response


@require_safe
def asked(request: HttpRequest) -> HttpResponse:
    """What organisers with the right have to decide; to others there is no such page."""
    person = selectors.person_of(request.user)
    if person is None or not has_right(person, PUBLISH_MODEL):
        raise Http404
    waiting: list[Publication] = list(selectors.publications_open()[:100])
    context = {"publications": waiting, "longest_words": LONGEST_WORDS}
    return render(request, "catalogue/asked.html", context)
