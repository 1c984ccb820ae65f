"""The proxies of docs/proxies before a site of ours: real ones, where they are installed."""

import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import requests
import urllib3

from tests.servers import free_port, start, stop
from tests.waiting import wait_until
from tests.webs import OddSite, Web

PROXIES = Path(__file__).resolve().parent.parent / "docs" / "proxies"
NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
CADDY = shutil.which("caddy")
NAME = "charts.example.org"
OPENSSL = shutil.which("openssl")


class Proxy:
    """A proxy with our file, in which nothing is changed but ports and the place of the
    certificate."""

    name = ""

    def __init__(self, folder: Path, site: Web) -> None:
        self.folder, self.http, self.https = folder, free_port(), free_port()
        self.log = folder / "log"
        _certificate(folder)
        self.process = start(self._command(site), self.log, HOME=str(folder))

    def _command(self, site: Web) -> list[str]:
        raise NotImplementedError

    def ask(self, address: str, method: str = "GET", **options: Any) -> requests.Response:
        headers = {"Host": NAME, **options.pop("headers", {})}
        with requests.Session() as browser:
            return browser.request(
                method,
                f"https://127.0.0.1:{self.https}{address}",
                headers=headers,
                verify=False,
                timeout=60,
                **options,
            )

    def is_up(self) -> bool:
        if self.process.poll() is not None:
            pytest.fail(self.log.read_text()[-2000:])
        try:
            return self.ask("/").status_code != 502
        except requests.ConnectionError:
            return False


class Nginx(Proxy):
    name = "nginx"

    def _command(self, site: Web) -> list[str]:
        text = (PROXIES / "nginx.conf").read_text()
        text = text.replace("127.0.0.1:8000", f"127.0.0.1:{site.port}")
        text = text.replace(f"/etc/ssl/{NAME}/", f"{self.folder}/")
        text = re.sub(r"listen \[::\].*\n", "", text)
        text = text.replace("listen 80;", f"listen {self.http};").replace(
            "listen 443 ", f"listen {self.https} "
        )
        user = "user root;" if os.geteuid() == 0 else ""
        places = "".join(
            f"{kind}_temp_path {self.folder}/{kind};\n"
            for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        )
        main = f"""{user} daemon off; worker_processes 1; pid {self.folder}/pid;
            error_log stderr warn;
            events {{ worker_connections 2000; }}
            http {{ access_log off; {places} {text} }}"""
        (self.folder / "main.conf").write_text(main)
        return [
            str(NGINX),
            "-p",
            str(self.folder),
            "-e",
            "stderr",
            "-c",
            str(self.folder / "main.conf"),
        ]


class Caddy(Proxy):
    name = "caddy"

    def _command(self, site: Web) -> list[str]:
        text = (PROXIES / "Caddyfile").read_text()
        text = text.replace("127.0.0.1:8000", f"127.0.0.1:{site.port}")
        # We ask by number, so our hello names nobody.
        ours = (
            f"admin off\n\thttp_port {self.http}\n\thttps_port {self.https}\n\tdefault_sni {NAME}\n"
        )
        text = text.replace("{\n\tservers", f"{{\n\t{ours}\tservers", 1)
        text = text.replace(
            f"{NAME} {{\n",
            f"{NAME} {{\n\ttls {self.folder}/fullchain.pem {self.folder}/key.pem\n",
            1,
        )
        (self.folder / "Caddyfile").write_text(text)
        return [
            str(CADDY),
            "run",
            "--adapter",
            "caddyfile",
            "--config",
            str(self.folder / "Caddyfile"),
        ]


INSTALLED = {Nginx: NGINX, Caddy: CADDY}


def _certificate(folder: Path) -> None:
    files = ["-keyout", str(folder / "key.pem"), "-out", str(folder / "fullchain.pem")]
    words = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", f"/CN={NAME}"]
    subprocess.run(["openssl", *words, *files], check=True, capture_output=True)


@pytest.fixture(params=INSTALLED, ids=lambda kind: kind.name)
def before(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[Web], Proxy]]:
    """`before(site)`: a proxy before that site."""
    kind: type[Proxy] = request.param
    if not (INSTALLED[kind] and OPENSSL):
        pytest.skip(f"{kind.name} and openssl are not installed")
    urllib3.disable_warnings(urllib3.exceptions.InsecureRequestWarning)
    begun: list[Proxy] = []

    def begin(site: Web) -> Proxy:
        folder = tmp_path / kind.name
        folder.mkdir()
        begun.append(kind(folder, site))
        wait_until(begun[-1].is_up, 30, kind.name)
        return begun[-1]

    yield begin
    for proxy in begun:
        stop(proxy.process)


class SecureWeb(Web):
    """A site that answers pages over HTTPS only, and so not us directly."""

    def is_up(self) -> bool:
        self.still_runs()
        try:
            return requests.get(f"{self.url}/healthz", timeout=5).status_code in (200, 503)
        except requests.RequestException:
            return False


@pytest.fixture
def secure_web(web_data: Path) -> Iterator[SecureWeb]:
    site = SecureWeb(
        web_data, HTTPS="true", NUM_PROXIES="1", ALLOWED_HOSTS=f"{NAME},127.0.0.1", WEB_WORKERS="1"
    )
    site.log = web_data / "secure.log"
    site.start()
    yield site
    site.stop()


@pytest.mark.slow
def test_it_passes_pages_and_files(before: Callable[..., Proxy], secure_web: SecureWeb) -> None:
    proxy = before(secure_web)
    page = proxy.ask("/")
    assert page.status_code == 200 and page.headers["Strict-Transport-Security"].startswith(
        "max-age=31536000"
    )
    assert all(cookie.secure for cookie in page.cookies)
    assert proxy.ask("/static/css/errors.css").status_code == 200
    assert len(proxy.ask("/soundfont/drums").content) > 500_000
    plain = requests.get(
        f"http://127.0.0.1:{proxy.http}/a/",
        headers={"Host": NAME},
        allow_redirects=False,
        timeout=60,
    )
    assert plain.status_code in (301, 308)
    assert re.fullmatch(rf"https://{NAME}(:{proxy.https})?/a/", plain.headers["Location"])


@pytest.mark.slow
def test_it_says_who_asks_and_how(
    before: Callable[..., Proxy], start_odd_site: Callable[..., OddSite]
) -> None:
    """Whatever the visitor claims: the last address is that which the proxy has seen, and HTTPS is
    HTTPS."""
    proxy = before(start_odd_site())
    forged = {
        "X-Forwarded-For": "192.0.2.1",
        "X-Forwarded-Proto": "http",
        "Proxy": "http://evil.example",
    }
    assert (
        proxy.ask("/?env=HTTP_X_FORWARDED_FOR", headers=forged).text.split(", ")[-1] == "127.0.0.1"
    )
    assert proxy.ask("/?env=HTTP_X_FORWARDED_PROTO", headers=forged).text == "https"
    assert proxy.ask("/?env=HTTP_PROXY", headers=forged).text == "(none)"
    assert proxy.ask("/?env=HTTP_HOST").text == NAME


@pytest.mark.slow
def test_it_bounds_bodies(before: Callable[..., Proxy], secure_web: SecureWeb) -> None:
    proxy = before(secure_web)
    address = "/api/v1/compositions/export/"
    ours = proxy.ask(
        address, "POST", data=b" " * 2_600_000, headers={"Content-Type": "application/json"}
    )
    assert (ours.status_code, ours.json()["code"]) == (413, "too_large")
    assert proxy.ask(address, "POST", data=b" " * 4_000_000).status_code == 413


@pytest.mark.slow
def test_it_keeps_slow_visitors_away(
    before: Callable[..., Proxy], start_odd_site: Callable[..., OddSite]
) -> None:
    """From a site with one thread: a hundred slow bodies; nginx also who has more than a hundred
    connections."""
    import socket
    import ssl

    proxy = before(start_odd_site(WEB_THREADS="1"))
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    head = f"POST /?say=never HTTP/1.1\r\nHost: {NAME}\r\nContent-Length: 1000\r\n\r\n{{".encode()

    def slow() -> ssl.SSLSocket:
        plain = socket.create_connection(("127.0.0.1", proxy.https), 60, ("127.0.0.3", 0))
        wrapped = context.wrap_socket(plain)
        wrapped.sendall(head)
        return wrapped

    held = [slow() for _ in range(100)]
    assert proxy.ask("/?say=served").text == "served"
    if isinstance(proxy, Nginx):  # Caddy counts no connections, as its file says
        held.append(slow())
        assert held[-1].recv(100).startswith(b"HTTP/1.1 429")
    for one in held:
        one.close()
