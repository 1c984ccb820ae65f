"""A card for each genre that the band network plays."""

from generation.techniques.gan.band.card import write_cards
from generation.techniques.gan.cost import count_seconds
from generation.techniques.gan.genres.roles import GENRES, ROLES
from tests.generation.small_band import CARDS, SMALL, TEXTURES
from tests.generation.tunes import ode


def test_it_works() -> None:
    assert list(CARDS) == ["rock", "jazz", "symphony", "folk"]
    assert {card.network for card in CARDS.values()} == {"gan-bands"}
    assert all(card.data and card.licence for card in CARDS.values())


def test_a_part_that_no_real_band_has_is_not_there() -> None:
    textures = TEXTURES.copy()
    rock = GENRES.index("rock")
    for name in ("pad", "drums"):
        textures[rock, :, ROLES.index(name) - len(ROLES)] = 0
    card = write_cards(SMALL, textures, 1, "", {})[0]
    assert [track["name"] for track in card["tracks"]] == ["Bass", "Guitars", "Lead"]
    assert {each["name"] for each in card["parameters"]} >= {"bass", "comp", "counter"}
    assert not {each["name"] for each in card["parameters"]} & {"pad", "drums"}


def test_who_does_not_play_costs_nothing() -> None:
    def cost(**wishes: str | int) -> float:
        card = CARDS["rock"]
        return count_seconds(card, ode(), 0, card.complete_parameters(wishes))

    assert cost(drums="off") < cost() < cost(refine=4)
    assert cost(candidates=2) == 2 * cost()
