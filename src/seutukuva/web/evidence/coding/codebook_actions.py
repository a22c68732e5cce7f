"""Writes of the codebook. Every change makes a new version: the whole codebook as it stood then."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from seutukuva.base import LANGUAGES, Problem
from seutukuva.base.identifiers import slug as slug_of
from seutukuva.evidence.codebook import COLOURS, Codebook, shipped_codebook
from seutukuva.web.evidence.coding.models import Code, CodebookVersion
from seutukuva.web.evidence.coding.selectors import snapshot
from seutukuva.web.kit.actions import action
from seutukuva.web.kit.texts.actions import write_texts

if TYPE_CHECKING:
    from seutukuva.web.accounts.models import User
    from seutukuva.web.programmes.models import Programme


@action("programmes.analyse", on="programme")
def adopt_codebook(*, actor: User, programme: Programme, codebook: Codebook | None = None) -> int:
    """Take the codes of a codebook (the shipped one when None) into a programme; codes that it has stay as they are.

    Returns how many were new.
    """
    book = codebook or shipped_codebook()
    known = {code.slug: code for code in Code.objects.filter(programme=programme)}
    new = [code for code, _depth in book.walk() if code.id not in known]
    for order, code in enumerate(new, start=len(known)):
        row = Code.objects.create(
            programme=programme,
            parent=known.get(code.parent),
            slug=code.id,
            colour=_nearest(code.colour),
            points_to=code.points_to,
            order=order,
        )
        known[code.id] = row
        _texts(
            row,
            {language: code.name.text(language) for language in LANGUAGES},
            {language: code.definition.text(language) for language in LANGUAGES},
            {language: "\n".join(one.text(language) for one in code.examples) for language in LANGUAGES},
        )
    if new:
        _version(actor, programme, f"+ {len(new)}")
    return len(new)


@action("programmes.analyse", on="programme")
def add_code(
    *,
    actor: User,
    programme: Programme,
    names: Mapping[str, str],
    definitions: Mapping[str, str],
    examples: Mapping[str, str],
    parent: Code | None,
    colour: int,
    points_to: str,
) -> Code:
    """Add a code. Its slug comes from its name; raises Problem when the codebook has it."""
    word = slug_of(next(names[language] for language in LANGUAGES if names.get(language, "").strip()))
    slug = f"{parent.slug}.{word}" if parent else word
    if Code.objects.filter(programme=programme, slug=slug).exists():
        raise Problem("web_evidence.code_taken", code=slug)
    last = Code.objects.filter(programme=programme).order_by("order").last()
    row = Code.objects.create(
        programme=programme,
        parent=parent,
        slug=slug,
        colour=colour,
        points_to=points_to,
        order=last.order + 1 if last else 0,
    )
    _texts(row, names, definitions, examples)
    _version(actor, programme, f"+ {slug}")
    return row


@action("programmes.analyse", on="code.programme")
def change_code(
    *,
    actor: User,
    code: Code,
    names: Mapping[str, str],
    definitions: Mapping[str, str],
    examples: Mapping[str, str],
    colour: int,
    points_to: str,
    retired: bool,
) -> Code:
    """Change what a code means or how it looks. A retired code keeps its codings and takes no new ones."""
    code.colour, code.points_to, code.retired = colour, points_to, retired
    code.save(update_fields=["colour", "points_to", "retired"])
    _texts(code, names, definitions, examples)
    _version(actor, code.programme, f"~ {code.slug}")
    return code


def _texts(code: Code, names: Mapping[str, str], definitions: Mapping[str, str], examples: Mapping[str, str]) -> None:
    write_texts(code.urn, "name", names)
    write_texts(code.urn, "definition", definitions)
    write_texts(code.urn, "examples", examples)


def _nearest(colour: str) -> int:
    """Return the number of the colour of COLOURS that is nearest to #rrggbb."""

    def parts(text: str) -> list[int]:
        return [int(text[at : at + 2], 16) for at in (1, 3, 5)]

    def far(other: str) -> int:
        return sum((a - b) ** 2 for a, b in zip(parts(colour), parts(other), strict=True))

    return COLOURS.index(min(COLOURS, key=far)) + 1


def _version(actor: User, programme: Programme, note: str) -> None:
    last = CodebookVersion.objects.filter(programme=programme).first()
    CodebookVersion.objects.create(
        programme=programme,
        number=last.number + 1 if last else 1,
        content=snapshot(programme),
        note=note,
        made_by=actor,
    )
