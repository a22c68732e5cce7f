"""Reads of the statistics pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl
from django.conf import settings
from django.db.models import Q, QuerySet
from django.http import Http404

from seutukuva.regions import division
from seutukuva.web.indicators.board import SCHEMA, Board, Origin, Town
from seutukuva.web.indicators.files import parquet_path, units_of
from seutukuva.web.indicators.models import ComparisonGroup, Dataset
from seutukuva.web.indicators.official import kept
from seutukuva.web.kit.texts.selectors import own_texts
from seutukuva.web.programmes.selectors import participants_readable_by, participants_visible_to

if TYPE_CHECKING:
    from collections.abc import Sequence

    from seutukuva.web.programmes.models import Participant, Programme


def town_of(participant: Participant) -> Town:
    """Return a participant as the statistics pages name it."""
    return Town(participant.slug, participant.name, participant.codes)


def board(user: Any, programme: Programme) -> Board:
    """Return a programme's towns and figures as `user` may see them."""
    visible = participants_visible_to(user, programme)
    datasets = list(visible_datasets(user, programme))
    keys = _keys_read_by(user, programme, visible)
    frames = [pl.DataFrame(schema=SCHEMA)]
    for dataset in datasets:
        rows = read_values(dataset)
        whole = dataset.open or keys is None
        frames.append(rows if whole else rows.filter(pl.col("municipality").is_in(list(keys or ()))))
    return Board(
        towns=tuple(town_of(p) for p in visible),
        synthetic=programme.synthetic,
        read=keys,
        origins=tuple(origin_of(dataset) for dataset in datasets),
        imported=pl.concat(frames),
    )


def whole_board(programme: Programme) -> Board:
    """Return a programme's towns and all its figures, for what is computed for the programme and not for a reader.

    What comes of it is shown only to who may see all that it stands on.
    """
    datasets = list(Dataset.objects.filter(programme=programme))
    towns = programme.participants.prefetch_related("areas")
    versions = tuple((dataset.pk, dataset.sha256) for dataset in datasets)
    nothing = pl.DataFrame(schema=SCHEMA)
    return Board(
        towns=tuple(town_of(participant) for participant in towns),
        synthetic=programme.synthetic,
        read=None,
        origins=tuple(origin_of(dataset) for dataset in datasets),
        imported=kept(
            ("whole_board", str(settings.VAR), versions),
            lambda: pl.concat([nothing, *(read_values(dataset) for dataset in datasets)]),
        ),
    )


def _keys_read_by(user: Any, programme: Programme, towns: Sequence[Participant]) -> tuple[str, ...] | None:
    """Return the places whose closed figures a person sees; None is all places."""
    if user.has_perm("programmes.analyse", programme):
        return None
    readable = [town for town in towns if user.has_perm("programmes.read_town", town)]
    return tuple(key for town in readable for key in (town.codes or (town.slug,)))


def visible_datasets(user: Any, programme: Programme) -> QuerySet[Dataset]:
    """Return the datasets of a programme of which a person may see something."""
    rows = Dataset.objects.filter(programme=programme)
    if user.has_perm("programmes.analyse", programme):
        return rows
    if not user.has_perm("programmes.belong", programme):
        return rows.filter(open=True)
    readable = [town.pk for town in participants_readable_by(user, programme)]
    return rows.filter(Q(open=True) | Q(participant=None) | Q(participant__in=readable))


def get_dataset(user: Any, programme: Programme, id_: int) -> Dataset:
    """Return a dataset of a programme. Raises Http404."""
    row = visible_datasets(user, programme).filter(pk=id_).first()
    if row is None:
        raise Http404
    return row


def values_for(user: Any, programme: Programme, dataset: Dataset) -> pl.DataFrame:
    """Return the rows of a dataset that a person may see."""
    rows = read_values(dataset)
    keys = None if dataset.open else _keys_read_by(user, programme, participants_readable_by(user, programme))
    return rows if keys is None else rows.filter(pl.col("municipality").is_in(list(keys)))


def read_values(dataset: Dataset) -> pl.DataFrame:
    """Return municipality, period, indicator, value, dataset of an imported file."""
    frame = pl.read_parquet(parquet_path(dataset.programme_id, dataset.sha256))
    return frame.with_columns(pl.lit(dataset.pk, pl.Int64).alias("dataset")).select(*SCHEMA)


def origin_of(dataset: Dataset) -> Origin:
    """Return where a dataset's figures come from, as pages tell it."""
    return Origin(
        id=dataset.pk,
        name=dataset.name,
        source=dataset.source,
        licence=dataset.licence,
        by=dataset.uploaded_by_name,
        when=dataset.when,
        synthetic=dataset.synthetic,
        version=f"{dataset.pk}:{dataset.sha256}:{dataset.open}",
        units=tuple(units_of(dataset.programme_id, dataset.sha256).items()),
    )


def groups(programme: Programme, language: str) -> list[tuple[ComparisonGroup, str]]:
    """Return a programme's comparison groups with their names."""
    rows: Sequence[ComparisonGroup] = list(ComparisonGroup.objects.filter(programme=programme))
    texts = own_texts([row.urn for row in rows]) if rows else {}
    return [(row, str(texts[row.urn, "name"].shown(language))) for row in rows if (row.urn, "name") in texts]


def chosen_group(
    groups: Sequence[tuple[ComparisonGroup, str]], id_: str | None
) -> tuple[ComparisonGroup | None, tuple[str, ...] | None, str]:
    """Return the group with an id, its codes and its name; None, None and "" for no group or one that is not there."""
    for group, name in groups:
        if str(group.pk) == id_:
            return group, tuple(group.codes), name
    return None, None, ""


def area_names(user: Any, programme: Programme, dataset: Dataset, language: str) -> dict[str, str]:
    """Return the names of the places in a dataset: municipalities of its division year, or fictional towns."""
    if programme.synthetic:
        return {p.slug: p.name.form(language, "name") for p in participants_visible_to(user, programme)}
    frame = division(dataset.division_year).frame
    return dict(frame.select("code", f"name_{language}").iter_rows())
