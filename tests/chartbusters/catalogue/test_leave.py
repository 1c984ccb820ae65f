"""Models and who leaves: private ones go, published ones stay nameless; all is taken home."""

import json
from typing import Any
from zipfile import ZipFile

import pytest
from django.core.files.storage import default_storage

from chartbusters.catalogue.models import Publication
from chartbusters.catalogue.services import publication_ask
from chartbusters.leaving.archive import archive_write
from generation.models import KeptModel, StoredSong, TrainedModel
from generation.services import trained_model_keep, trained_model_share, trained_model_update
from tests.chartbusters.leaving.erasing import erase, traces
from tests.people import person_made
from tests.trained_models import examples_made, model_published, model_trained

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def quill(db: None) -> Any:
    return person_made("quillwort")


def test_private_ones_go_with_all_that_was_asked(quill: Any, bob: Any) -> None:
    model = model_trained(quill, "Quillwort's band")
    trained_model_update(model=model, by=quill, description="Quillwort made this.")
    examples_made(model)
    token = trained_model_share(model=model, by=quill).link_token
    trained_model_keep(link_token=token, person=bob)
    publication_ask(model=model, by=quill, words="Quillwort asks.")
    erase(quill)
    assert not TrainedModel.objects.exists() and not KeptModel.objects.exists()
    assert not default_storage.exists(model.weights_key)
    assert not StoredSong.objects.exists() and traces("quillwort") == []


def test_published_ones_stay_without_a_name(quill: Any, staff: Any, visitor: Any) -> None:
    model = model_trained(quill, "Evening band")
    trained_model_update(model=model, by=quill, description="Quillwort made this.")
    publication_ask(model=model, by=quill, words="Quillwort asks.")
    model_published(model, staff)
    erase(quill)
    assert not Publication.objects.exists() and traces("quillwort") == []
    page = visitor.get(f"/models/{model.name}/").content.decode()
    assert "Evening band" in page and "somebody who has left" in page
    assert default_storage.exists(model.weights_key)


def test_an_organiser_who_leaves_leaves_it_published(quill: Any, staff: Any) -> None:
    model = model_published(model_trained(quill), staff)
    erase(staff)
    model.refresh_from_db()
    assert model.visibility == "published"


def test_what_one_kept_goes_with_them(alice: Any, quill: Any) -> None:
    token = trained_model_share(model=model_trained(alice), by=alice).link_token
    trained_model_keep(link_token=token, person=quill)
    erase(quill)
    assert not KeptModel.objects.exists() and TrainedModel.objects.exists()


def test_all_is_taken_home(quill: Any, alice: Any, tmp_path: Any) -> None:
    model = model_trained(quill, "Evening band")
    examples_made(model, 1)
    publication_ask(model=model, by=quill, words="Hear it.")
    token = trained_model_share(model=model_trained(alice), by=alice).link_token
    trained_model_keep(link_token=token, person=quill)
    with (tmp_path / "home.zip").open("w+b") as file:
        archive_write(file, person=quill)
    home = ZipFile(tmp_path / "home.zip")
    (told,) = json.loads(home.read("models.json"))
    assert told["weights_key"] == model.weights_key and told["card"]["data"]
    for side in ("before", "after"):
        assert f"music/{told['examples'][0][side]}.json" in home.namelist()
    assert json.loads(home.read("model_requests.json"))[0]["words"] == "Hear it."
    assert json.loads(home.read("kept_models.json"))[0]["model_name"].startswith("t-my-band")
