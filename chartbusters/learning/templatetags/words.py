"""Words that lead to the glossary, wherever they are used: a link, and what it means in a sentence,
which `frontend/src/site/words.ts` shows beside it."""

import json

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from chartbusters.learning.glossary import PARAMETERS, Word, word_named

register = template.Library()
APART = SafeString(' target="_blank" rel="noopener"')  # what is being filled in stays as it is


@register.simple_tag
def word(name: str, text: str = "", apart: bool = False) -> SafeString:
    """`{% word "epoch" "epochs" %}`; `apart` opens the glossary in a tab of its own."""
    return _linked(word_named(name), text, apart)


@register.simple_tag
def parameter_word(name: str, text: str = "") -> SafeString:
    """What stands for a parameter's true name: with a link where the glossary has it."""
    shown = format_html("<code>{}</code>", text or name)
    if name not in PARAMETERS:
        return shown
    return _linked(word_named(PARAMETERS[name]), shown, apart=True)


@register.simple_tag
def parameter_words() -> str:
    """All parameters that the glossary explains, as JSON for scripts."""
    told: dict[str, dict[str, str]] = {}
    for name, behind in PARAMETERS.items():
        each = word_named(behind)
        told[name] = {"title": each.title, "meaning": each.short, "url": _address(each)}
    return json.dumps(told, ensure_ascii=False)


def _linked(each: Word, text: str, apart: bool) -> SafeString:
    link = '<a class="word" href="{}" data-meaning="{}"{}>{}{}</a>'
    told = SafeString('<span class="visually-hidden">, in a new tab</span>') if apart else ""
    shown = text or each.title
    return format_html(link, _address(each), each.short, APART if apart else "", shown, told)


def _address(each: Word) -> str:
    return f"{reverse('learn-words')}#{each.name}"
