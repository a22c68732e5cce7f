"""Tags and filters of every template."""

from __future__ import annotations

from typing import Any

from django import template
from django.forms import BoundField
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from seutukuva.base import LocalName, Message, Problem, Term, explain, languages, render
from seutukuva.base.languages import as_language
from seutukuva.web.kit.texts.selectors import OwnText, ShownText

register = template.Library()


@register.filter
def said(message: Message) -> str:
    """Render a library's message in the reader's language."""
    return render(message, as_language(get_language()))


@register.filter
def told(problem: Problem) -> str:
    """Tell a problem with its place and remedy in the reader's language."""
    return explain(problem, as_language(get_language()))


@register.filter
def called(name: LocalName, case: str = "name") -> str:
    """Show a name in the reader's language; `case` is name, in, of, from or to."""
    return name.form(as_language(get_language()), case)


@register.filter
def termed(term: Term) -> str:
    """Show a term from data in the reader's language, with a capital."""
    text = str(term.text(as_language(get_language())))
    return text[:1].upper() + text[1:]


@register.filter
def number(value: float | None, decimals: int = 0) -> str:
    """Show a number in the reader's form; nothing for None."""
    return "" if value is None else languages.number(float(value), as_language(get_language()), decimals)


@register.inclusion_tag("kit/own_text.html")
def own(text: OwnText | ShownText) -> dict[str, Any]:
    """Show a user's own text in the reader's language, with a word when it stands in another."""
    shown = text.shown(get_language() or "fi") if isinstance(text, OwnText) else text
    return {"text": shown}


@register.inclusion_tag("kit/programme_link.html", takes_context=True)
def programme_link(context: dict[str, Any]) -> dict[str, Any]:
    """Show the name of the page's programme as a link to where the programme begins."""
    return {"programme": context["programme"], "programme_name": context["programme_name"]}


@register.inclusion_tag("kit/field.html")
def field(bound: BoundField) -> dict[str, Any]:
    """Show a form's field: label, hint, control, error, tied together for assistive technology."""
    widget = bound.field.widget
    described = [f"{bound.auto_id}_hint"] if bound.help_text else []
    described += [f"{bound.auto_id}_error"] if bound.errors else []
    attributes: dict[str, str | bool] = {"aria-describedby": " ".join(described)} if described else {}
    if bound.errors:
        attributes["aria-invalid"] = "true"
    widget.attrs.pop("placeholder", None)  # allauth repeats the label there
    grouped = hasattr(widget, "widgets") or widget.use_fieldset
    control: SafeString = mark_safe(bound.as_widget(attrs=attributes))
    return {
        "bound": bound,
        "control": control,
        "checkbox": getattr(widget, "input_type", "") == "checkbox" and not grouped,
        "grouped": grouped,
    }
