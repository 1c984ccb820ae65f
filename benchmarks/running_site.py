"""The whole site in a folder of its own, as `make run` starts it, for benchmarks that ask it over
HTTP."""

import contextlib
import http.client
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator, Mapping
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

REPOSITORY = Path(__file__).resolve().parent.parent


class Site:
    """A running site. `supervisor` is None when somebody else started it."""

    def __init__(
        self, url: str, var: Path | None = None, supervisor: subprocess.Popen[bytes] | None = None
    ) -> None:
        self.url = url
        self.var = var
        self.supervisor = supervisor

    def part(self, word: str) -> int | None:
        """Process id of the supervisor's child whose command line holds `word`."""
        assert self.supervisor is not None
        for pid in children_of(self.supervisor.pid):
            if word in command_line(pid):
                return pid
        return None

    def memory(self, word: str) -> float | None:
        """Resident memory of a part with its children, in MB."""
        pid = self.part(word) if self.supervisor else None
        return None if pid is None else sum(resident(each) for each in [pid, *children_of(pid)])


class Visitor:
    """One connection with its own cookies, as one browser has them; from this address, if one is
    given."""

    def __init__(self, url: str, address: str = "", timeout: float = 60) -> None:
        parts = urlsplit(url)
        source = (address, 0) if address else None
        self.connection = http.client.HTTPConnection(
            parts.hostname or "", parts.port, timeout=timeout, source_address=source
        )
        self.cookies: dict[str, str] = {}

    def ask(
        self, method: str, path: str, body: bytes | None = None, kind: str = ""
    ) -> tuple[int, bytes]:
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if kind:
            headers["Content-Type"] = kind
        if token := self.cookies.get("csrftoken"):
            headers["X-CSRFToken"] = token
        self.connection.request(method, path, body, headers)
        answer = self.connection.getresponse()
        for line in answer.headers.get_all("Set-Cookie", []):
            self.cookies |= {name: cookie.value for name, cookie in SimpleCookie(line).items()}
        return answer.status, answer.read()

    def json(self, method: str, path: str, value: Any = None) -> Any:
        body = None if value is None else json.dumps(value).encode()
        status, text = self.ask(method, path, body, "application/json")
        if status >= 400:
            raise SystemExit(f"{method} {path}: {status} {text[:300]!r}")
        return json.loads(text)

    def upload(self, path: str, data: bytes) -> tuple[int, bytes]:
        """A multipart POST with the bytes as the field `file`."""
        line = f"----{uuid.uuid4().hex}"
        head = f'--{line}\r\nContent-Disposition: form-data; name="file"; filename="a.mid"\r\n\r\n'
        body = head.encode() + data + f"\r\n--{line}--\r\n".encode()
        return self.ask("POST", path, body, f"multipart/form-data; boundary={line}")


def surroundings(var: Path, own: Mapping[str, str]) -> dict[str, str]:
    """The environment of a site with its data in `var`, on a free port, and `own` on top."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in ("DATABASE_URL", "BROKER_URL")
    }
    return {**kept, "VAR_DIR": str(var), "LIMITS_ENABLED": "false", "PORT": port, **own}


@contextlib.contextmanager
def running_site(
    checkout: Path = REPOSITORY,
    python: str = sys.executable,
    times: dict[str, float] | None = None,
    demo: bool = False,
    **environment: str,
) -> Iterator[Site]:
    """Starts the site on a free port, with the demo or empty, waits until every part works, and
    stops it in the end.

    Into `times` go the seconds until the first page and until every part is well.
    """
    var = Path(tempfile.mkdtemp(prefix="cb-bench-"))
    environment = surroundings(var, environment)
    quietly = ["--verbosity", "0"]
    filled = [["demo"]] if demo else []
    for words in (["migrate", *quietly], ["collectstatic", "--noinput", *quietly], *filled):
        subprocess.run([python, "manage.py", *words], cwd=checkout, env=environment, check=True)
    began = time.monotonic()
    with (var / "log").open("wb") as log:
        supervisor = subprocess.Popen(
            [python, "manage.py", "up"], cwd=checkout, env=environment, stdout=log, stderr=log
        )
    site = Site(f"http://127.0.0.1:{environment['PORT']}", var, supervisor)
    try:
        for name, address in (("first page, s", "/"), ("all parts, s", "/healthz")):
            wait_until_up(site, address)
            if times is not None:
                times[name] = time.monotonic() - began
        yield site
    except OSError:
        # the site has gone: its last words
        print((var / "log").read_text()[-3000:], file=sys.stderr)
        raise
    finally:
        supervisor.send_signal(signal.SIGINT)
        supervisor.wait(60)
        shutil.rmtree(var, ignore_errors=True)


def wait_until_up(site: Site, address: str = "/healthz") -> None:
    for _ in range(3600):
        with contextlib.suppress(OSError):
            if Visitor(site.url).ask("GET", address)[0] == 200:
                return
        if site.supervisor and site.supervisor.poll() is not None:
            break
        time.sleep(0.03)
    raise SystemExit(
        f"The site did not start:\n{(site.var / 'log').read_text()[-3000:] if site.var else ''}"
    )


def children_of(pid: int) -> list[int]:
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if int((entry / "stat").read_text().rsplit(")", 1)[1].split()[1]) == pid:
                found.append(int(entry.name))
    return found


def command_line(pid: int) -> str:
    with contextlib.suppress(OSError):
        return (
            Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
        )
    return ""


def resident(pid: int) -> float:
    with contextlib.suppress(OSError):
        return (
            int(Path(f"/proc/{pid}/statm").read_text().split()[1])
            * os.sysconf("SC_PAGE_SIZE")
            / 1e6
        )
    return 0.0
