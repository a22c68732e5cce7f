"""Which maturity model a programme uses, and the versions that it had."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from seutukuva.base import Problem, Term
from seutukuva.base.store import package_file
from seutukuva.judgement import default_errors
from seutukuva.picture import MaturityModel, maturity_model
from seutukuva.picture.model_reading import maturity_faults, parse_maturity_model
from seutukuva.web.programmes.models import Ecosystem, MaturityVersion

if TYPE_CHECKING:
    from seutukuva.web.programmes.models import Programme

_ID = re.compile(r"[a-z][a-z0-9_-]{0,19}")  # stands in addresses, URNs and a column of 20 characters
_TAKEN = ("opening", "closing")  # parts of a report beside the dimensions


def model_of(programme: Programme) -> MaturityModel:
    """Return the maturity model that a programme uses."""
    return models_of([programme.pk])[programme.pk]


def models_of(programmes: Iterable[int]) -> dict[int, MaturityModel]:
    """Return the models that programmes use; one query, whatever their number, once their files have been read."""
    wanted = set(programmes)
    rows = MaturityVersion.objects.filter(programme__in=wanted).order_by("number")
    newest = {owner: (pk, digest) for owner, pk, digest in rows.values_list("programme_id", "pk", "digest")}
    return {
        owner: _read(*newest[owner]) if owner in newest and newest[owner][1] else maturity_model() for owner in wanted
    }


def models_of_ecosystems(ecosystems: Iterable[int]) -> dict[int, MaturityModel]:
    """Return the models that ecosystems are judged by; the caller has checked the right to read them."""
    rows = Ecosystem.objects.filter(pk__in=list(ecosystems)).values_list("pk", "participant__programme")
    owners = dict(rows)
    found = models_of(owners.values())
    return {ecosystem: found[programme] for ecosystem, programme in owners.items()}


def dimension_names(programmes: Iterable[int]) -> dict[int, Mapping[str, Term]]:
    """Return the names of dimensions by programme: of the model in use, and of those that earlier versions had."""
    wanted = set(programmes)
    names = {owner: _names(maturity_model()) for owner in wanted}
    rows = MaturityVersion.objects.filter(programme__in=wanted).exclude(digest="").order_by("number")
    for owner, pk, digest in rows.values_list("programme_id", "pk", "digest"):
        names[owner] |= _names(_read(pk, digest))
    return {owner: names[owner] | _names(model) for owner, model in models_of(wanted).items()}


def dimension_name(names: Mapping[str, Term], id_: str) -> Term:
    """Return a dimension's name from those of `dimension_names`; one that no version had is told by its id."""
    return names.get(id_) or Term(id_, id_, id_)


def versions_of(programme: Programme) -> Sequence[MaturityVersion]:
    """Return the versions of a programme's model, newest first; the caller got the programme by permission."""
    return list(MaturityVersion.objects.filter(programme=programme).select_related("made_by"))


def version_in_use(programme: Programme) -> int:
    """Return the number of the version in use; 0 where the programme never had one of its own."""
    newest = MaturityVersion.objects.filter(programme=programme).first()
    return newest.number if newest else 0


def content_of(programme: Programme, number: int) -> str | None:
    """Return the TOML of a version, 0 and a version that went back for the shipped model; None when there is none."""
    if number == 0:
        return shipped_text()
    row = MaturityVersion.objects.filter(programme=programme, number=number).first()
    return None if row is None else row.content or shipped_text()


def shipped_text() -> str:
    """Return the TOML of the shipped model, with its comments."""
    return package_file("picture", "maturity.toml").read_text(encoding="utf-8")


def faults_of(text: str) -> list[Problem]:
    """Return all that keeps a model from being used by a programme; nothing when it can be.

    Beside what the file must be as such: ids fit addresses, and every kind of source that a programme can have is
    stated, since its sources are judged with it.
    """
    found = list(maturity_faults(text))
    if found:
        return found
    model = parse_maturity_model(text)
    names = [dimension.id for dimension in model.dimensions]
    found += [Problem("web_picture.model_id", id=id_) for id_ in names if not _ID.fullmatch(id_) or id_ in _TAKEN]
    lacking = [kind for kind in default_errors().kinds if kind not in model.errors.kinds]
    if lacking:
        found.append(Problem("web_picture.model_kinds", kinds=", ".join(lacking)))
    return found


def _names(model: MaturityModel) -> dict[str, Term]:
    return {dimension.id: dimension.name for dimension in model.dimensions}


@lru_cache(maxsize=64)
def _read(version: int, digest: str) -> MaturityModel:
    """Return a version's model. A version never changes: `digest` keeps two databases of one process apart."""
    return parse_maturity_model(
        MaturityVersion.objects.values_list("content", flat=True).get(pk=version, digest=digest)
    )
