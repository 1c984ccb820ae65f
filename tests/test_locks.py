"""The lists of packages hold what was asked for, with a digest for every file, and no word of where
it comes from."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parent.parent
LISTS = ["serve", "dev", "audit"]
PACKAGE = re.compile(r"^(?P<name>[\w.-]+)==(?P<version>[^\s;]+)(?P<rest>.*(?:\n {4}.*)*)", re.M)
LOCKS = ["frontend/package-lock.json", "tests/clients/package-lock.json"]


def plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name.partition("[")[0]).lower()


def asked(name: str) -> dict[str, str]:
    """Pins that people wrote, also of the lists that this one includes."""
    found: dict[str, str] = {}
    for line in (REPOSITORY / name).read_text().splitlines():
        if line.startswith("-r "):
            found |= asked(line[3:].strip())
        elif match := re.match(r"([\w.\[\]-]+)==(\S+)", line):
            found[plain(match[1])] = match[2]
    return found


def locked(name: str) -> list[re.Match[str]]:
    return list(PACKAGE.finditer((REPOSITORY / f"requirements-{name}.lock").read_text()))


@pytest.mark.parametrize("name", LISTS)
def test_it_holds_what_was_asked_for(name: str) -> None:
    versions = {(plain(each["name"]), each["version"]) for each in locked(name)}
    wanted = asked(f"requirements-{name}.txt")
    assert wanted
    assert set(wanted.items()) - versions == set(), "run `make lock`"


@pytest.mark.parametrize("name", LISTS)
def test_every_package_has_digests(name: str) -> None:
    assert [each["name"] for each in locked(name) if "--hash=sha256:" not in each["rest"]] == []


@pytest.mark.parametrize("name", LISTS)
def test_it_names_no_place(name: str) -> None:
    text = (REPOSITORY / f"requirements-{name}.lock").read_text()
    assert not re.search(r"://|--(extra-)?index|--find-links| @ ", text)


def test_what_serves_is_the_same_with_the_tools() -> None:
    with_tools = {(each["name"], each["version"]) for each in locked("dev")}
    assert {(each["name"], each["version"]) for each in locked("serve")} - with_tools == set()


@pytest.mark.parametrize("path", LOCKS)
def test_every_package_of_the_pages_has_a_digest(path: str) -> None:
    packages = json.loads((REPOSITORY / path).read_text())["packages"]
    packages.pop("")
    assert packages
    assert [
        name
        for name, told in packages.items()
        if not told.get("integrity", "").startswith("sha512-")
    ] == []
    assert [name for name, told in packages.items() if "resolved" in told] == []


def test_the_pages_tell_their_packages(tmp_path: Path) -> None:
    target = tmp_path / "pages.json"
    subprocess.run([sys.executable, ".ci/sbom-pages", str(target)], cwd=REPOSITORY, check=True)
    told = json.loads(target.read_text())
    assert (told["bomFormat"], told["specVersion"]) == ("CycloneDX", "1.6")
    if not (REPOSITORY / "frontend" / "node_modules").is_dir():
        pytest.skip("the packages of the pages are not installed")
    addresses = [each["purl"] for each in told["components"]]
    assert any(address.startswith("pkg:npm/spessasynth_lib@") for address in addresses)
    assert len(addresses) == len(set(addresses))
    assert all(
        re.fullmatch(r"[0-9a-f]{128}", each["hashes"][0]["content"]) for each in told["components"]
    )
