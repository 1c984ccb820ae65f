"""No webhook reaches what lies inside of a network, however its address is dressed up; and a
receiver costs no more than its share of time and bytes."""

import ipaddress
import socket
import ssl
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings

from chartbusters.web.errors import Refusal
from chartbusters.webhooks.addresses import may_reach, target_of
from chartbusters.webhooks.posting import post
from tests.chartbusters.webhooks.receivers import Receiver, dripping, endless

OUTSIDE = "93.184.216.34"


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1"),
        *("0.1.2.3", "224.0.0.1", "255.255.255.255", "192.0.2.1", "198.18.0.1", "192.88.99.1"),
        *("::1", "::", "fe80::1", "fc00::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:8.8.8.8"),
        *("::127.0.0.1", "64:ff9b::7f00:1", "64:ff9b:1::1", "2002:7f00:1::", "2001:0:1::1"),
        *("2001:db8::1", "fec0::1", "100::1", "5f00::1"),
    ],
)
def test_addresses_inside_are_refused(address: str) -> None:
    assert not may_reach(ipaddress.ip_address(address))


@pytest.mark.parametrize("address", [OUTSIDE, "2606:2800:220:1:248:1893:25c8:1946"])
def test_others_are_not(address: str) -> None:
    assert may_reach(ipaddress.ip_address(address))


@pytest.mark.parametrize(
    "url",
    [
        *(
            "http://example.org/",
            "ftp://example.org/",
            "//example.org/",
            "example.org",
            "",
            "https://",
        ),
        *("https://a:b@example.org/", "https://example.org:22/", "https://example.org:x/"),
        *("https://127.0.0.1/", "https://[::1]/", "https://[::ffff:10.0.0.1]/"),
        *("https://example.org/\r\nX: 1", "https://example.org/ö", "https://example.org/#a"),
        *("https://example.org/" + "a" * 500, "https://[::1", "https://@example.org/"),
    ],
)
def test_addresses_that_are_never_sent_to(url: str) -> None:
    with pytest.raises(Refusal) as refusal:
        target_of(url)
    assert (refusal.value.code, refusal.value.field) == ("bad_url", "url")


@pytest.fixture
def named(monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[str]]:
    """`named("1.2.3.4", ...)`: each look at the name service finds the next of these; returns the
    looks."""

    def standing_for(*numbers: Any) -> list[str]:
        looks: list[str] = []

        def look(host: str, port: int, **options: Any) -> list[Any]:
            looks.append(host)
            found = numbers[min(len(looks), len(numbers)) - 1]
            found = [found] if isinstance(found, str) else found
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, port)) for one in found]

        monkeypatch.setattr(socket, "getaddrinfo", look)
        return looks

    return standing_for


@pytest.mark.parametrize("numbers", ["10.0.0.1", [OUTSIDE, "127.0.0.1"]])
def test_a_name_for_an_address_inside_is_refused(
    numbers: Any, named: Callable[..., list[str]]
) -> None:
    named(numbers)
    answer = post("https://hook.example.org/", b"{}", {})
    assert answer.code is None and "inside" in answer.error


def test_the_address_that_was_looked_at_is_the_one_connected_to(
    receiver: Receiver,
    named: Callable[..., list[str]],
    monkeypatch: pytest.MonkeyPatch,
    settings: LazySettings,
) -> None:
    """A name that stands for something inside at the second look is not looked up twice."""
    settings.WEBHOOK_NETWORKS = []
    looks, connected, real = named(OUTSIDE, "127.0.0.1"), [], socket.socket.connect

    def connect(sock: socket.socket, address: tuple[str, int]) -> None:
        connected.append(address[0])
        real(sock, ("127.0.0.1", address[1]))

    monkeypatch.setattr(socket.socket, "connect", connect)
    url = receiver.url.replace("127.0.0.1", "hook.example.org")
    assert post(url, b"{}", {}).code == 200
    assert (looks, connected) == (["hook.example.org"], [OUTSIDE])
    assert receiver.got[0].headers["host"].startswith("hook.example.org")


@pytest.mark.parametrize("name", ["hook.example.org", "other.example.org"])
def test_the_certificate_is_for_the_name(
    name: str,
    receiver: Receiver,
    named: Callable[..., list[str]],
    settings: LazySettings,
    tmp_path: Path,
) -> None:
    named("127.0.0.1")
    paths = _certificate(tmp_path, "hook.example.org")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*paths)
    receiver.socket = context.wrap_socket(receiver.socket, server_side=True)
    settings.WEBHOOK_CA_FILE = str(paths[0])
    answer = post(f"https://{name}:{receiver.server_address[1]}/", b"{}", {})
    if name == "hook.example.org":
        assert answer.code == 200, answer.error
    else:
        assert answer.code is None and "certificate" in answer.error and not receiver.got


def _certificate(folder: Path, name: str) -> tuple[Path, Path]:
    paths = folder / "certificate.pem", folder / "key.pem"
    command = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"]
    command += [
        "-nodes",
        "-days",
        "2",
        "-subj",
        f"/CN={name}",
        "-addext",
        f"subjectAltName=DNS:{name}",
    ]
    command += ["-out", str(paths[0]), "-keyout", str(paths[1])]
    subprocess.run(command, check=True, capture_output=True)
    return paths


@pytest.mark.parametrize("answer", [dripping, endless])
def test_time_and_bytes_are_bounded(
    answer: Any, receiver: Receiver, settings: LazySettings
) -> None:
    settings.WEBHOOK_SECONDS = 1
    receiver.answers = [answer]
    assert post(receiver.url, b"{}", {}).code is None


def test_what_is_no_http_is_an_answer(receiver: Receiver) -> None:
    receiver.answers = [lambda handler: handler.wfile.write(b"SSH-2.0-hello\r\n\r\n")]
    assert "BadStatusLine" in post(receiver.url, b"{}", {}).error
