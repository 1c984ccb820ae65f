"""Pages of challenges: the list, one with its tabs, entering, and the receipt."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from chartbusters.accounts.models import User
from chartbusters.accounts.people import person_signed_in
from chartbusters.challenges import selectors, services
from chartbusters.challenges.deciding import firsts_of, is_decided
from chartbusters.challenges.entering import asked_for, looked_at
from chartbusters.challenges.examples import examples_of
from chartbusters.challenges.framing import challenge_or_404, frame, frame_of, told_or_404
from chartbusters.challenges.models import MOST_AUTHORS, Challenge, Kind, PhasedChallenge
from chartbusters.challenges.organisers import organising_offered
from chartbusters.challenges.passages import passage_songs
from chartbusters.challenges.people import authors_named
from chartbusters.challenges.pulse import pulse_of, time_left
from chartbusters.challenges.results import result_of
from chartbusters.challenges.rules import rules_in_words, rules_version
from chartbusters.challenges.sealing import is_silent
from chartbusters.challenges.terms import terms_in_words
from chartbusters.challenges.trained_here import trainings_shown
from chartbusters.compositions.models import Composition
from chartbusters.compositions.recordings import recording_checked
from chartbusters.compositions.selectors import compositions_of
from chartbusters.web.errors import Refusal
from chartbusters.web.shelf import shared_page
from generation.music.document import to_document
from scoring.selectors import score_report_told


@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """All challenges, in groups by phase."""
    return shared_page(
        request,
        "challenges/list.html",
        lambda: [_listed(one) for one in selectors.challenges_told()],
        _groups,
    )


def _listed(challenge: Any) -> object:
    return selectors.still(challenge), time_left(challenge=challenge, units=1)


def _groups(request: HttpRequest) -> dict[str, Any]:
    challenges = selectors.challenges_told()
    groups: dict[str, list[Any]] = {phase: [] for phase in selectors.IN_ORDER}
    for challenge in challenges:
        groups[challenge.phase].append(challenge)
    return {
        "groups": [group for group in groups.items() if group[1]],
        "may_organise": organising_offered(person=request.user),
    }


@require_safe
def overview(request: HttpRequest, slug: str) -> HttpResponse:
    """What it is about, the rules, and when."""
    return render(
        request, "challenges/overview.html", overview_context(request, challenge_or_404(slug))
    )


def overview_context(request: HttpRequest, challenge: PhasedChallenge) -> dict[str, Any]:
    """For the page that everybody sees, and for organisers who look at it before."""
    return {
        **frame_of(request, challenge, "overview"),
        **pulse_of(challenge=challenge),
        "terms": terms_in_words(challenge),
        "notes": selectors.notes_of(challenge=challenge),
        "playlist": examples_of(challenge=challenge),
        "firsts": firsts_of(challenge=challenge),
    }


@require_safe
def entries(request: HttpRequest, slug: str) -> HttpResponse:
    """Who takes part, by number until it is closed."""
    version, context = (
        (lambda: _entries_version(told_or_404(slug))),
        (lambda seen: _entries(seen, slug)),
    )
    return shared_page(request, "challenges/entries.html", version, context)


def _entries_version(challenge: Any) -> object:
    told = selectors.entries_told(challenge=challenge)
    return selectors.still(challenge), told, is_decided(challenge)


def _entries(request: HttpRequest, slug: str) -> dict[str, Any]:
    context = frame(request, slug, "entries")
    return {
        **context,
        "shown": selectors.entries_shown(challenge=context["challenge"], viewer=request.user),
    }


@require_safe
def entry(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """One entry: its music and score; for its maker the receipt too. Blind entries have no page."""
    context = frame(request, slug, "entries")
    mine = (
        selectors.entries_of(maker=request.user).filter(pk=pk).first()
        if isinstance(request.user, User)
        else None
    )
    shown = selectors.entry_shown(challenge=context["challenge"], pk=pk, viewer=request.user)
    if mine is None and (shown is None or shown.blind):
        raise Http404
    found = mine or shown.entry  # type: ignore[union-attr]
    own = mine is not None or bool(shown and shown.mine)  # a co-author's too
    context |= {
        "entry": found,
        "mine": mine is not None,
        "put_out": selectors.last_word_on(entry=found) if found.disqualified_at else None,
        "also_organises": context["closed"] and selectors.also_organises(entry=found),
        "authors": authors_named(entry=found) if mine else [],
        "most_authors": MOST_AUTHORS,
        "silent": (silent := not own and is_silent(entry=found)),
        "address": None if silent else selectors.entry_address(entry=found),
        "rendering": recording_checked(digest=found.song_id),
        **score_report_told(report=found.score_report),
        "player": "" if silent or found.withdrawn_at else "heard",
        "trainings": trainings_shown(entry=found) if context["closed"] or mine else [],
        "rules_met": rules_in_words(found.checked_rules or []),
        "rules_version": rules_version(found.checked_rules),
        "result": (result := result_of(entry=found)),
        "preview": f"{result.words}, by {found.maker.shown_name}" if result else "",
        "card": request.build_absolute_uri(f"{found.get_absolute_url()}card.png"),
        "applauds": selectors.applauds(entry=found, viewer=request.user),
    }
    return render(request, "challenges/entry.html", context)


@require_safe
def document(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """The song of an entry that this viewer may know, for the player."""
    challenge = challenge_or_404(slug)
    shown = selectors.entry_shown(challenge=challenge, pk=pk, viewer=request.user)
    if shown is None or shown.blind or (not shown.mine and is_silent(entry=shown.entry)):
        raise Http404
    return HttpResponse(shown.entry.song.document_json, content_type="application/json")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def submit(request: HttpRequest, slug: str) -> HttpResponse:
    """Choose a song, see which rules it meets, enter it."""
    context = frame(request, slug, "submit")
    if context["challenge"].kind == Kind.MODELS:
        return redirect("challenge-models", slug)
    person = person_signed_in(request)
    mine = compositions_of(owner=person)
    text = request.POST.get("composition") or request.GET.get("composition", "")
    chosen = _chosen(mine, text)
    if request.method == "POST" and chosen:
        try:
            return _entered(request, context["challenge"], chosen)
        except Refusal as refusal:
            context["refusal"] = refusal
    context |= asked_for(request, context)
    if context["takes"] and request.method != "POST":
        chosen = chosen or mine.first()  # the song touched last is most likely the one
    context |= {"compositions": mine[:100], **looked_at(context["challenge"], chosen)}
    status = 409 if "refusal" in context else 200
    return render(request, "challenges/submit.html", context, status=status)


@login_required
@never_cache
@require_safe
def passage(request: HttpRequest, slug: str, pk: UUID, place: int, side: str) -> HttpResponse:
    """A passage that one's song shares, for the player: in it, or in the other where everybody may
    hear that."""
    mine = get_object_or_404(compositions_of(owner=person_signed_in(request)), pk=pk)
    songs = passage_songs(composition=mine, place=place)
    song = songs[side == "theirs"] if songs and side in ("mine", "theirs") else None
    if song is None:
        raise Http404
    return JsonResponse(to_document(song))


def _entered(request: HttpRequest, challenge: Challenge, composition: Composition) -> HttpResponse:
    made = services.entry_create(
        challenge=challenge,
        composition=composition,
        maker=composition.owner,
        process_note=request.POST.get("process_note", "").strip(),
        heard_by_all="heard_by_all" in request.POST,
        replaces=_replaced(request.POST.get("replaces", "")),
        conditions=request.POST.get("conditions", ""),
        late=request.POST.get("late", ""),
    )
    messages.success(request, "You are in. Keep the receipt below.")
    return redirect(made)


def _replaced(text: str) -> UUID | None:
    """The entry that the form names; 404 for what is no entry's id."""
    try:
        return UUID(text) if text else None
    except ValueError:
        raise Http404 from None


@login_required
@require_POST
def withdraw(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """Takes one's entry out."""
    person = person_signed_in(request)
    found = selectors.entries_of(maker=person).filter(pk=pk, challenge__slug=slug).first()
    if found is None:
        raise Http404
    services.entry_withdraw(entry=found)
    messages.success(
        request, "Your entry is withdrawn. You can enter another song while the challenge is open."
    )
    return redirect("challenge", slug=slug)


def _chosen(mine: Any, text: str) -> Composition | None:
    """One of my songs by its id; 404 for what is none."""
    if not text:
        return None
    try:
        found: Composition | None = mine.filter(pk=UUID(text)).first()
    except ValueError:
        found = None
    if found is None:
        raise Http404
    return found
