"""Pages of the capsules: all of them, a step, a sheet for who teaches it, and the words."""

from typing import Any

from django.contrib.staticfiles import finders
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from chartbusters.learning.addresses import step_address
from chartbusters.learning.capsules import Capsule, Step, capsule_named, capsules
from chartbusters.learning.class_cookie import holder_of
from chartbusters.learning.glossary import words
from chartbusters.learning.others import last_page
from chartbusters.learning.parts import ASKING, Asked, asked_of, blocks_drawn
from chartbusters.learning.selectors import seats_open, steps_done


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """All capsules, and how far one is."""
    done = steps_done(user=request.user)
    listed = [_listed(capsule, done.get(capsule.name, set())) for capsule in capsules()]
    context = {"listed": listed, "seated": _seated(request)}
    return render(request, "learning/index.html", context)


def _seated(request: HttpRequest) -> bool:
    """Whether there is a class to tell."""
    return seats_open(holder=holder_of(request)).exists()


def _listed(capsule: Capsule, done: set[str]) -> dict[str, Any]:
    names = [step.name for step in capsule.steps]
    return {
        "capsule": capsule,
        "address": step_address(capsule, 0),
        "names": ",".join(names),
        "done": len(done.intersection(names)),
    }


@require_safe
def step(request: HttpRequest, name: str, step: str = "") -> HttpResponse:
    """One step of a capsule; the first is where the capsule is."""
    capsule = _found(name)
    place = next((at for at, one in enumerate(capsule.steps) if one.name == step), None)
    if step and place is None:
        raise Http404
    if step and place == 0:
        return redirect(step_address(capsule, 0), permanent=True)
    here = place or 0
    done = steps_done(user=request.user).get(capsule.name, set())
    last = len(capsule.steps) - 1
    context = {
        "capsule": capsule,
        "step": capsule.steps[here],
        "style": _style(capsule),
        "page": blocks_drawn(capsule.steps[here].blocks),
        "number": here + 1,
        "steps": [
            (one, step_address(capsule, at), one.name in done, at == here)
            for at, one in enumerate(capsule.steps)
        ],
        "before": step_address(capsule, here - 1) if here else None,
        "after": step_address(capsule, here + 1) if here < last else None,
        "next": _after(capsule) if here == last else None,
        "seated": _seated(request),
    }
    return render(request, "learning/step.html", context)


@require_safe
def sheet(request: HttpRequest, name: str) -> HttpResponse:
    """A capsule on paper: what it is for, its questions with their answers, its words."""
    capsule = _found(name)
    steps = [(one, step_address(capsule, at), _asked(one)) for at, one in enumerate(capsule.steps)]
    context = {
        "capsule": capsule,
        "steps": steps,
        "teacher": blocks_drawn(capsule.teacher),
        "words": [word for word in words() if word.name in capsule.words],
        "address": request.build_absolute_uri(step_address(capsule, 0)),
    }
    return render(request, "learning/sheet.html", context)


def _asked(step: Step) -> list[Asked]:
    return [asked_of(block) for block in step.blocks if block.name in ASKING]


@require_safe
def glossary(request: HttpRequest) -> HttpResponse:
    """The words."""
    return render(request, "learning/words.html", {"words": words()})


def _style(capsule: Capsule) -> str | None:
    """The sheet of a capsule that has one of its own."""
    sheet = f"css/learn-{capsule.name}.css"
    return sheet if finders.find(sheet) else None


@require_safe
def others(request: HttpRequest) -> HttpResponse:
    """Techniques that the site does not use, beside the three that it does."""
    page = last_page()
    sections = [(each, blocks_drawn(each.blocks)) for each in page.sections]
    context = {"page": page, "sections": sections}
    return render(request, "learning/others.html", context)


def _found(name: str) -> Capsule:
    capsule = capsule_named(name)
    if capsule is None:
        raise Http404
    return capsule


def _after(capsule: Capsule) -> tuple[str, str] | None:
    """Title and address of the capsule after this one."""
    every = capsules()
    at = every.index(capsule) + 1
    return (every[at].title, step_address(every[at], 0)) if at < len(every) else None
