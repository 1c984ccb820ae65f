"""What a mail address tells of its owner: at which domain, whether at a provider that takes
anybody, and whether the mailbox is thrown away."""

from functools import cache
from pathlib import Path

from django.conf import settings

LISTS = Path(__file__).parent / "domains"
# below which people register, where a country has such levels: evil.co.uk is one domain, co.uk none
LEVELS = {"ac", "co", "com", "edu", "gob", "gov", "gv", "ne", "net", "or", "org", "sch"}


def domain_of(address: str) -> str:
    """The domain of a mail address as somebody registered it: subdomains cost nothing, so they are
    not told apart."""
    labels = address.rpartition("@")[2].lower().strip(".").split(".")
    country = len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in LEVELS
    return ".".join(labels[-3:] if country else labels[-2:])


def mailbox_of(address: str) -> str:
    """The mailbox behind an address: what stands after a plus goes to the same one, and so does any
    spelling with dots at the one provider that overlooks them."""
    name, _, domain = address.lower().rpartition("@")
    name = name.partition("+")[0]
    if domain in ("gmail.com", "googlemail.com"):
        name, domain = name.replace(".", ""), "gmail.com"
    return f"{name}@{domain}"


def is_public(domain: str) -> bool:
    return domain in _listed("public", settings.PUBLIC_MAIL_FILE)


def is_disposable(domain: str) -> bool:
    return domain in _listed("disposable", settings.DISPOSABLE_MAIL_FILE)


@cache
def _listed(name: str, own: str) -> frozenset[str]:
    """Ours and the operator's, read once a process."""
    texts = [(LISTS / f"{name}.txt").read_text()]
    if own:
        texts.append(Path(own).read_text())
    lines = [line.strip().lower() for line in "\n".join(texts).splitlines()]
    return frozenset(domain_of(line) for line in lines if line and not line.startswith("#"))
