"""Form fields of a challenge that are more than one input: a row a rule, a row a prize."""

from itertools import chain, zip_longest
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from chartbusters.challenges.prizes import MOST_PRIZES
from chartbusters.challenges.rule_faults import rules_fault
from chartbusters.challenges.rule_kinds import Choice, Figure, Rule
from chartbusters.challenges.rules import RULES

PLACES = ["1st place", "2nd place", "3rd place"]  # what empty rows propose


class RowsWidget(forms.Widget):
    """Many inputs under one label, drawn by a template of ours also in the administration."""

    template_name = ""
    use_fieldset = True

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        context = {"name": name, "rows": self.rows(value), "attrs": attrs or {}}
        return render_to_string(self.template_name, context)

    def rows(self, value: Any) -> list[dict[str, Any]]:
        raise NotImplementedError

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return False

    def id_for_label(self, id_: str) -> str:
        return ""


class RulesWidget(RowsWidget):
    """Each rule of the registry has its row: a number with its unit, or a list to choose from.
    What is left empty is no rule."""

    template_name = "challenges/_rule_rows.html"

    def rows(self, value: Any) -> list[dict[str, Any]]:
        kept = [row for row in value or [] if isinstance(row, dict)]
        return [_row(name, rule, kept) for name, rule in RULES.items()]

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[dict[str, Any]]:
        return list(chain.from_iterable(_chosen(data, name, rule) for rule in RULES))


def _chosen(data: Any, name: str, rule: str) -> list[dict[str, Any]]:
    texts = filter(None, map(str.strip, _texts(data, f"{name}-{rule}")))
    return [{"rule": rule, "value": _read(RULES[rule], text)} for text in texts]


def _texts(data: Any, key: str) -> list[str]:
    found = data.getlist(key) if hasattr(data, "getlist") else [data.get(key, "")]
    return [text for text in found if isinstance(text, str)]


def _row(name: str, rule: Rule, kept: list[dict[str, Any]]) -> dict[str, Any]:
    values = [row.get("value") for row in kept if row.get("rule") == name]
    before, _, after = rule.label.partition("{}")
    row = {"name": name, "before": before.strip(), "after": after.strip(), "values": values}
    if isinstance(rule.control, Figure):
        return row | {"most": rule.control.most, "value": values[0] if values else ""}
    return row | {"options": _options(rule.control, values), "several": rule.control.several}


def _options(control: Choice, values: list[Any]) -> list[tuple[str, str]]:
    """What there is, and what the challenge has although it is not offered."""
    known = control.options()
    names = {name for name, _ in known}
    return known + [(str(value), str(value)) for value in values if value not in names]


def _read(rule: Rule, text: str) -> Any:
    """Digits of ASCII are a number; all else stays what was typed, and is refused as that."""
    figures = isinstance(rule.control, Figure) and text.isascii() and text.isdigit()
    return int(text[:9]) if figures else text[:100]


class RulesField(forms.Field):
    """The rules as the challenge keeps them. Those that were not changed keep their order."""

    widget = RulesWidget

    def clean(self, value: Any) -> list[dict[str, Any]]:
        if fault := rules_fault(value):
            raise ValidationError(fault)
        return list(value)

    def has_changed(self, initial: Any, data: Any) -> bool:
        return not same_rules(initial or [], data or [])


def same_rules(one: list[dict[str, Any]], other: list[dict[str, Any]]) -> bool:
    def key(row: dict[str, Any]) -> tuple[str, str]:
        return str(row.get("rule")), str(row.get("value"))

    return sorted(map(key, one)) == sorted(map(key, other))


class PrizesWidget(RowsWidget):
    template_name = "challenges/_prize_rows.html"

    def rows(self, value: Any) -> list[dict[str, Any]]:
        kept = [*(value or [])][:MOST_PRIZES]
        numbers = range(1, MOST_PRIZES + 1)
        columns = zip_longest(numbers, kept, PLACES, fillvalue="")
        return [{"number": one, "prize": prize, "proposed": place} for one, prize, place in columns]

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[dict[str, str]]:
        rows = [_prize(data, f"{name}-{number}") for number in range(1, MOST_PRIZES + 1)]
        return [row for row in rows if row["place"].strip() or row["words"].strip()]


def _prize(data: Any, key: str) -> dict[str, str]:
    return {part: str(data.get(f"{key}-{part}") or "") for part in ("place", "words")}


class PrizesField(forms.Field):
    """Prizes as the challenge keeps them; the service cleans their words."""

    widget = PrizesWidget

    def has_changed(self, initial: Any, data: Any) -> bool:
        return (initial or []) != (data or [])


class SecondsField(forms.FloatField):
    """Seconds on the form, whole milliseconds in the row."""

    def prepare_value(self, value: Any) -> Any:
        return value / 1000 if type(value) is int else value

    def to_python(self, value: Any) -> Any:
        seconds = super().to_python(value)
        return None if seconds is None else round(1000 * seconds)

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.prepare_value(initial), data)
