"""Fills an empty site with a demo."""

from typing import Any

from celery import current_app
from django.core.management.base import BaseCommand

from chartbusters.challenges.models import Challenge
from chartbusters.demo import people
from chartbusters.demo.company import keep_company
from chartbusters.demo.contests import (
    CONTESTS,
    Contest,
    challenge_move,
    challenge_open,
    enter,
    hand_over_audio,
)
from chartbusters.demo.learning import show_learning
from chartbusters.demo.listening import listen
from chartbusters.leaderboard.services import board_refresh

SEED = 20261121


class Command(BaseCommand):
    help = (
        "Loads three challenges with entries by our models and simulated votes. Does "
        "nothing where they are loaded."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        # What services queue is done here and now; no broker need be running.
        current_app.conf.broker_url = "memory://localhost/"
        makers = {person.username: person for person in people.makers()}
        organiser = people.organiser()
        for contest in CONTESTS:
            if Challenge.objects.filter(slug=contest.slug).exists():
                self.stdout.write(f"{contest.title}: there already")
            else:
                self._load(contest, makers)
        learnt = show_learning(owner=makers["ada"], organiser=organiser)
        self.stdout.write(f"A run and its model: {learnt or 'there already'}")
        hand_over_audio()
        names = ", ".join(people.MAKERS)
        self.stdout.write(
            f"Sign in as {names} or {people.ORGANISER} with the password {people.password()}"
        )

    def _load(self, contest: Contest, makers: dict[str, Any]) -> None:
        challenge = challenge_open(contest)
        for maker, preset, model, seed, title in contest.entries:
            enter(challenge, makers[maker], preset, model, seed, title)
        votes = 0
        if contest.votes:
            challenge_move(challenge, voting_over=False)
            votes = listen(
                challenge=challenge, listeners=people.listeners(), votes=contest.votes, seed=SEED
            )
            board_refresh(challenge=challenge)
        if contest.over:
            challenge_move(challenge, voting_over=True)
            keep_company(challenge=challenge, makers=makers, listeners=people.listeners())
        self.stdout.write(f"{contest.title}: {len(contest.entries)} entries, {votes} votes")
