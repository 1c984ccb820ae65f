"""Where capsules and their steps are, for links, search engines and the pages before and after."""

from collections.abc import Iterator

from django.urls import reverse

from chartbusters.learning.capsules import Capsule, capsules


def step_address(capsule: Capsule, place: int) -> str:
    """The first step is where the capsule is."""
    if place == 0:
        return reverse("capsule", args=[capsule.name])
    return reverse("capsule-step", args=[capsule.name, capsule.steps[place].name])


def learning_addresses() -> Iterator[str]:
    """What everybody may read, for the sitemap."""
    yield reverse("learn")
    yield reverse("learn-words")
    yield reverse("learn-others")
    for capsule in capsules():
        for place in range(len(capsule.steps)):
            yield step_address(capsule, place)
        yield reverse("capsule-sheet", args=[capsule.name])
