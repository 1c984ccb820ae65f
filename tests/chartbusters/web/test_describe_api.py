"""The OpenAPI description says what is true of every address."""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from tests.descriptions import operations

Description = dict[str, Any]
UNTYPED = [{}, {"type": "object"}, {"type": "object", "additionalProperties": {}}]
FREE = {  # what each model and each recipe says in its own words
    *(
        "ModelShape.figures",
        "ModelShape.tracks",
        "WholeModel.figures",
        "WholeModel.tracks",
        "WholeModel.training",
        "ParameterShape.default",
        "JobWish.parameters",
        "JobShape.parameters",
    ),
    *("JobResultShape.recipe", "RevisionShape.recipe", "WholeRevision.recipe"),
}


def test_it_is_drawn_up_without_a_warning() -> None:
    call_command("spectacular", "--validate", "--fail-on-warn", stdout=io.StringIO())


def test_every_address_is_in_it(description: Description) -> None:
    described = {path for _, path, _ in operations(description)}
    mounted = {f"/api/v1/{route}" for route in routes()}
    assert len(described) == len(mounted)
    assert all(operation.get("description") for _, _, operation in operations(description))


def routes() -> Iterator[str]:
    for entry in get_resolver().url_patterns:
        if isinstance(entry, URLResolver) and str(entry.pattern) == "api/v1/":
            yield from (
                str(pattern.pattern)
                for pattern in entry.url_patterns
                if isinstance(pattern, URLPattern)
            )


def test_it_keeps_its_names(description: Description) -> None:
    """Programs made from it call their types and functions by these, whatever the classes behind
    them are called. Add to the file, and take nothing away."""
    known = (Path(__file__).parents[2] / "api_names.txt").read_text().split()
    named = {operation["operationId"] for _, _, operation in operations(description)}
    assert len(known) > 90 and set(known) <= named | set(description["components"]["schemas"])


def test_errors_have_one_shape(description: Description) -> None:
    for method, path, operation in operations(description):
        refusals = {
            code: answer for code, answer in operation["responses"].items() if int(code) >= 400
        }
        shapes = {
            answer["content"]["application/json"]["schema"]["$ref"] for answer in refusals.values()
        }
        assert shapes == {"#/components/schemas/Error"}, (method, path)
        assert {"400", "401", "503"} <= set(refusals)
        assert method == "get" or {"403", "409", "429"} <= set(refusals), (method, path)
        assert "{" not in path or "404" in refusals, (method, path)


def test_errors_are_what_is_described(description: Description, visitor: Client) -> None:
    told = description["components"]["schemas"]["Error"]
    answers = [
        visitor.get("/api/v1/me/"),
        visitor.get("/api/v1/challenges/nothing/"),
        visitor.post("/api/v1/generation-jobs/", "{", content_type="application/json"),
        visitor.post(
            "/api/v1/compositions/export/", {"document": 1}, content_type="application/json"
        ),
        visitor.post(
            "/api/v1/generation-jobs/", "a=b", content_type="application/x-www-form-urlencoded"
        ),
        visitor.get("/api/v1/models/", headers={"Accept": "text/csv"}),
        visitor.post(
            "/api/v1/tokens/", {}, content_type="application/json", headers={"Idempotency-Key": " "}
        ),
    ]
    assert [answer.status_code for answer in answers] == [401, 404, 400, 400, 415, 406, 400]
    for answer in answers:
        assert set(told["required"]) <= set(answer.json()) <= set(told["properties"])


def test_bodies_are_json_and_files_are_objects(description: Description) -> None:
    """A second kind of body made every generated program fail to start."""
    bodies = {
        path: operation["requestBody"]
        for _, path, operation in operations(description)
        if takes_body(operation)
    }
    kinds = {path: list(body["content"]) for path, body in bodies.items()}
    for path in ("compositions/import/", "datasets/", "datasets/{id}/files/"):
        assert kinds.pop(f"/api/v1/{path}") == ["multipart/form-data"]
    assert set(map(tuple, kinds.values())) == {("application/json",)}
    upload = bodies["/api/v1/compositions/import/"]["content"]["multipart/form-data"]["schema"]
    shape = description["components"]["schemas"][upload["$ref"].rpartition("/")[2]]
    assert shape["properties"]["file"]["format"] == "binary" and shape["required"] == ["file"]


def takes_body(operation: Description) -> bool:
    return "requestBody" in operation


def test_nothing_is_left_untyped(description: Description) -> None:
    """Ballots, votes, boards and song documents were free objects, of which a program learns
    nothing."""
    found: set[str] = set()
    for name, schema in description["components"]["schemas"].items():
        fields = schema.get("properties", {}).items()
        found |= {f"{name}.{field}" for field, inner in fields if is_untyped(inner)}
    assert found <= FREE
    for method, path, operation in operations(description):
        for code, answer in operation["responses"].items():
            for kind, content in answer.get("content", {}).items():
                assert bare(content["schema"]) not in UNTYPED, (method, path, code, kind)


def is_untyped(schema: Description) -> bool:
    return bare(schema) in UNTYPED or bare(schema.get("items", {"$ref": ""})) in UNTYPED


def bare(schema: Description) -> Description:
    return {
        key: value
        for key, value in schema.items()
        if key not in ("description", "title", "readOnly", "default")
    }


def test_every_list_comes_in_pages(description: Description) -> None:
    found = [
        (path, operation["responses"]["200"]["content"])
        for method, path, operation in operations(description)
        if method == "get" and "200" in operation["responses"]
    ]
    answers = [
        (path, content["application/json"]["schema"])
        for path, content in found
        if set(content) != {"application/octet-stream"}  # a file
    ]
    schemas = description["components"]["schemas"]
    assert not [path for path, schema in answers if schema.get("type") == "array"]
    pages = [schemas[name] for name in schemas if name.startswith("Paginated")]
    assert len(pages) >= 8
    assert all(set(page["properties"]) == {"next", "previous", "results"} for page in pages)


@pytest.mark.parametrize("address", ["presets", "models", "challenges"])
def test_lists_can_be_paged_through(address: str, visitor: Client, challenge_in: Any) -> None:
    for number in range(3):
        challenge_in("open", slug=f"tunes-{number}")
    whole = visitor.get(f"/api/v1/{address}/").json()["results"]
    assert len(whole) > 2
    page, seen = f"/api/v1/{address}/?page_size=1", []
    while page:
        answer = visitor.get(page).json()
        seen, page = [*seen, *answer["results"]], answer["next"]
    assert [next(iter(one.values())) for one in seen] == [next(iter(one.values())) for one in whole]
    assert visitor.get(f"/api/v1/{address}/?page=999").status_code == 404


def test_the_index_names_every_address(visitor: Client) -> None:
    named = visitor.get("/api/v1/").json()
    assert named["schema"] == "http://testserver/api/v1/schema/"
    assert (
        named["challenges/{slug}/entries"] == "http://testserver/api/v1/challenges/{slug}/entries/"
    )
    assert named["entries/{id}"] == "http://testserver/api/v1/entries/{id}/"
    assert len(named) == len(list(routes()))  # the schema for the index itself


def test_the_foot_of_every_page_leads_into_the_api(visitor: Client) -> None:
    """To something that a browser shows, and not to a file that it puts away."""
    assert '<a href="/api/v1/">API</a>' in visitor.get("/challenges/").content.decode()
    index = visitor.get("/api/v1/", headers={"Accept": "text/html,*/*;q=0.8"})
    assert index["Content-Type"] == "application/json" and "Content-Disposition" not in index
