"""People who are named in comments: `@name`, found in what was written, and a link on pages."""

import re
from collections.abc import Collection

from django.urls import reverse
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

FORMER = "former-member"
# As user names are made (accounts/names.py); not inside of a mail address.
NAMED = re.compile(r"(?<![\w.@/-])@([A-Za-z0-9](?:[A-Za-z0-9._-]{0,38}[A-Za-z0-9])?)(?![\w@])")


def names_in(words: str) -> list[str]:
    """The names in the order of the words, each once, in small letters."""
    return list(dict.fromkeys(found.lower() for found in NAMED.findall(words)))


def linked(words: str, named: Collection[str]) -> SafeString:
    """The words as HTML: only people who were found when it was written become links."""
    html: list[str] = []
    end = 0
    for found in NAMED.finditer(words):
        if found[1].lower() in named:
            address = reverse("profile", args=[found[1]])
            html += [escape(words[end : found.start()]), _link(address, found[0])]
            end = found.end()
    return mark_safe("".join([*html, escape(words[end:])]).replace("\n", "<br>"))  # noqa: S308


def _link(address: str, name: str) -> str:
    return format_html('<a href="{}">{}</a>', address, name)


def without(words: str, username: str) -> str:
    """The words of somebody else, once the person of this name has left the site."""

    def said(found: re.Match[str]) -> str:
        return f"@{FORMER}" if found[1].lower() == username.lower() else found[0]

    return NAMED.sub(said, words)
