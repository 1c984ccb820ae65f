"""The cover of a challenge: drawn, or a picture that was written anew in a child process."""

import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from chartbusters.challenges.models import Challenge, Picture

DESK = "/desk/tunes/cover/"


def picture(kind: str, size: tuple[int, int] = (640, 640)) -> SimpleUploadedFile:
    buffer = io.BytesIO()
    Image.new("RGB", size, "#8abcf2").save(buffer, kind, comment=b"made at home")
    return SimpleUploadedFile("secret-name.png", buffer.getvalue())


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_it_works(kind: str, challenge_in: Any, client_of: Any, staff: Any, visitor: Any) -> None:
    challenge_in("open")
    assert client_of(staff).post(DESK, {"picture": picture(kind)}).status_code == 302
    address = visitor.get("/api/v1/challenges/tunes/").json()["cover"]
    assert address in visitor.get("/challenges/").content.decode()
    answer = visitor.get(address)
    with Image.open(io.BytesIO(answer.content)) as shown:
        assert (shown.format, shown.size) == ("JPEG", (640, 360))
    assert b"made at home" not in answer.content and "immutable" in answer["Cache-Control"]


def test_colours_take_a_picture_off(
    challenge_in: Any, client_of: Any, staff: Any, visitor: Any
) -> None:
    challenge_in("open")
    client_of(staff).post(DESK, {"picture": picture("PNG")})
    client_of(staff).post(DESK, {"palette": "gold"})
    assert not Picture.objects.exists()
    address = visitor.get("/api/v1/challenges/tunes/").json()["cover"]
    assert address == "/challenges/tunes/cover/gold.svg"
    drawn = visitor.get(address).content
    assert drawn.startswith(b"<svg") and b"script" not in drawn
    assert drawn == visitor.get(address).content


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"GIF89a", "A cover is a PNG"),
        (b"\x89PNG\r\n\x1a\nnothing", "cannot be read"),
        (b"\xff\xd8\xff" + bytes(2_000_000), "2 MB at most"),
    ],
)
def test_it_rejects_what_is_no_picture(
    data: bytes, code: str, challenge_in: Any, client_of: Any, staff: Any
) -> None:
    challenge_in("open")
    answer = client_of(staff).post(DESK, {"picture": SimpleUploadedFile("x.png", data)})
    assert answer.status_code == 400 and code in answer.content.decode()
    assert Challenge.objects.get().picture == "" and not Picture.objects.exists()


def test_it_rejects_a_small_file_of_too_many_pixels(
    challenge_in: Any, client_of: Any, staff: Any
) -> None:
    challenge_in("open")
    buffer = io.BytesIO()
    Image.new("1", (9_000, 9_000)).save(buffer, "PNG")
    bomb = SimpleUploadedFile("x.png", buffer.getvalue())
    assert "too many pixels" in client_of(staff).post(DESK, {"picture": bomb}).content.decode()
