"""Browsers at their networks: who signs in there, and who guesses."""

from django.test import Client

RIGHT = "alice-pass-1"


def browser(address: str = "10.0.0.1") -> Client:
    return Client(REMOTE_ADDR=address)


def sign_in(client: Client, name: str, password: str) -> int:
    return client.post("/accounts/login/", {"login": name, "password": password}).status_code


def guess(number: int, name: str = "alice", networks: int = 10) -> list[int]:
    return [sign_in(browser(f"10.1.0.{turn % networks}"), name, "guess") for turn in range(number)]
