"""Pictures of the network: in pages, as specifications for a live drawing, as files."""

from __future__ import annotations

import copy
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from seutukuva.base import Language, Message, render
from seutukuva.base.languages import as_language
from seutukuva.charts import palette, png, svg
from seutukuva.network.drawing import live
from seutukuva.web.indicators.downloads import sent
from seutukuva.web.network import selectors
from seutukuva.web.network.drawn import Drawn, contacts_drawn, network_drawn, programme_key, town_key
from seutukuva.web.network.forms import FilterForm
from seutukuva.web.network.selectors import Held
from seutukuva.web.programmes.selectors import get_participant, get_programme, participants_readable_by

READ: Final = "programmes.read_town"
PICTURES: Final = ("svg", "png")
_HEADING: Final = 64  # pixels that a file's own heading takes


@dataclass(frozen=True)
class Picture:
    """A picture as a page shows it; `live` is the address of its specification, "" when it is not explored."""

    drawn: Drawn
    wide: SafeString
    narrow: SafeString
    note: str
    live: str
    narrow_live: str


def picture(drawn: Drawn | None, language: Language, address: str = "", query: str = "") -> Picture | None:
    """Return a picture for a page; None for none. address, query: of its live drawing."""
    if drawn is None:
        return None
    both = (
        svg(chart, language, title=drawn.title, description=drawn.alternative, identifier=f"{drawn.id}-{kind}")
        for kind, chart in (("wide", drawn.drawing.chart), ("narrow", drawn.drawing.narrow))
    )
    wide, narrow = (mark_safe(one) for one in both)
    note = render(drawn.note, language) if drawn.note else ""
    asked = f"?{query}" if query else ""
    thin = f"{address}?{'&'.join(filter(None, (query, urlencode({'narrow': 1}))))}"
    return Picture(drawn, wide, narrow, note, f"{address}{asked}" if address else "", thin if address else "")


@login_required
@require_safe
def town_drawing(request: HttpRequest, programme: str, town: str) -> HttpResponse:
    """Send the specification of the picture of a town's network as it is looked at."""
    participant = get_participant(request.user, programme, town, READ)
    language = as_language(get_language())
    held = selectors.town_network(participant, language, FilterForm.wanted(request.GET))
    return _specification(request, looked_at(request, held, town_key(participant), language), language)


@login_required
@require_safe
def programme_drawing(request: HttpRequest, programme: str) -> HttpResponse:
    """Send the specification of the picture of a programme's network as it is looked at."""
    row = get_programme(request.user, programme, "programmes.belong")
    language = as_language(get_language())
    held = selectors.programme_network(request.user, row, language, FilterForm.wanted(request.GET))
    key = programme_key(row, participants_readable_by(request.user, row))
    return _specification(request, looked_at(request, held, key, language), language)


@login_required
@require_safe
def actor_drawing(request: HttpRequest, programme: str, town: str, actor: int) -> HttpResponse:
    """Send the specification of the picture of an actor's contacts."""
    row = selectors.get_actor(request.user, programme, town, actor, READ)
    participant = get_participant(request.user, programme, town, READ)
    language = as_language(get_language())
    held = selectors.town_network(participant, language)
    return _specification(request, contacts_drawn(held, town_key(participant), str(row.pk), language), language)


def looked_at(request: HttpRequest, held: Held, key: str, language: Language) -> Drawn | None:
    """Return the picture of a network with the choices of the address. Raises Http404 without an unknown actor."""
    wanted = FilterForm.wanted(request.GET)
    if wanted.without and wanted.without not in held.actors:
        raise Http404
    gone = selectors.actor_names([held.actors[wanted.without]], language) if wanted.without else {}
    return network_drawn(held, key, language, without=next(iter(gone.values()), ""))


def sent_picture(drawn: Drawn | None, ending: str, name: str, *, synthetic: bool) -> HttpResponse:
    """Return a picture as an SVG or PNG file under its heading. Raises Http404 when there is nobody to draw."""
    if drawn is None:
        raise Http404
    language = as_language(get_language())
    spec = _headed(drawn, language, synthetic=synthetic)
    if ending == "png":
        return sent(png(spec, language), "image/png", f"{name}.png", synthetic=synthetic)
    content = svg(spec, language, title=drawn.title, description=drawn.alternative)
    return sent(content.encode("utf-8"), "image/svg+xml", f"{name}.svg", synthetic=synthetic)


def _headed(drawn: Drawn, language: Language, *, synthetic: bool) -> dict[str, Any]:
    """Return the wide drawing with its heading, its note, and the mark of made data: a file leaves its page behind."""
    spec: dict[str, Any] = copy.deepcopy(dict(drawn.drawing.chart))
    below = [render(drawn.note, language)] if drawn.note else []
    below += [render(Message("base.synthetic"), language)] if synthetic else []
    look = {"font": palette.FONT, "fontSize": 18, "color": palette.INK, "anchor": "start", "frame": "bounds"}
    below_look = {"subtitleFont": palette.FONT, "subtitleFontSize": 13, "subtitleColor": palette.MUTE}
    spec["title"] = {"text": drawn.title, "subtitle": below, "offset": 8, **look, **below_look}
    spec["height"] += _HEADING
    spec["background"] = palette.PAPER
    return spec


def _specification(request: HttpRequest, drawn: Drawn | None, language: Language) -> HttpResponse:
    if drawn is None:
        raise Http404
    chart = drawn.drawing.narrow if request.GET.get("narrow") else drawn.drawing.chart
    answer = JsonResponse(live(chart, language))
    answer["Cache-Control"] = "private, max-age=60"
    return answer
