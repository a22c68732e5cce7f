"""Pages that only read the picture: a dimension, what to ask next."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from seutukuva.base.languages import as_language
from seutukuva.web.kit.once import one_reading
from seutukuva.web.picture.asking import asking
from seutukuva.web.picture.dimension import dimension_picture, posterior_figure
from seutukuva.web.picture.experts.figures import rows_on_cell
from seutukuva.web.programmes.maturity import model_of
from seutukuva.web.programmes.page import programme_context
from seutukuva.web.programmes.selectors import default_ecosystem, get_participant
from seutukuva.writers import html

READ, WRITE, ANALYSE = "programmes.read_town", "programmes.work_on_town", "programmes.analyse"


@login_required
@require_safe
@one_reading()
def dimension(request: HttpRequest, programme: str, town: str, dimension: str) -> HttpResponse:
    """Show one dimension of a town: its posterior, what it stands on, what would change it."""
    participant = get_participant(request.user, programme, town, READ)
    if dimension not in {row.id for row in model_of(participant.programme).dimensions}:
        raise Http404
    language = as_language(get_language())
    picture = dimension_picture(request.user, default_ecosystem(participant), dimension, language)
    panels = rows_on_cell(default_ecosystem(participant), dimension, picture.cell.model, language)
    figure = posterior_figure(picture, language)
    drawn = html.figure_html(figure, language, synthetic=participant.programme.synthetic) if figure else ""
    context = programme_context(request, participant.programme, participant) | {
        "picture": picture,
        "panels": panels,
        # The writer escapes every text.
        "figure": mark_safe(drawn),
        "may_work": request.user.has_perm(WRITE, participant),
        "may_analyse": request.user.has_perm(ANALYSE, participant.programme),
    }
    return render(request, "picture/dimension.html", context)


@login_required
@require_safe
@one_reading()
def ask(request: HttpRequest, programme: str, town: str) -> HttpResponse:
    """Show what to ask next in a town."""
    participant = get_participant(request.user, programme, town, READ)
    context = programme_context(request, participant.programme, participant) | {
        "asking": asking(default_ecosystem(participant)),
        "may_work": request.user.has_perm(WRITE, participant),
    }
    return render(request, "picture/ask.html", context)
