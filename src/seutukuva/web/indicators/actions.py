"""Writes of the statistics pages: imported datasets and comparison groups."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied

from seutukuva.base import Problem
from seutukuva.indicators.imported import Imported, read_imported
from seutukuva.regions import LATEST_YEAR
from seutukuva.web.indicators import files
from seutukuva.web.indicators.models import ComparisonGroup, Dataset
from seutukuva.web.kit.actions import action
from seutukuva.web.kit.texts.actions import write_texts

if TYPE_CHECKING:
    from seutukuva.web.accounts.models import User
    from seutukuva.web.programmes.models import Participant, Programme


@dataclass(frozen=True)
class Checked:
    """What a file holds: the table as read, its problems (the first ones of `problem_count`), its hash."""

    imported: Imported
    sha256: str

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Return what is wrong, row by row."""
        return self.imported.dataset.issues

    @property
    def problem_count(self) -> int:
        """Return how many rows are wrong."""
        return self.imported.dataset.issue_count


class WrongRows(Exception):
    """A file with wrong rows: nothing of it was stored."""

    def __init__(self, checked: Checked) -> None:
        super().__init__(f"{checked.problem_count} wrong rows")
        self.checked = checked


def check_file(
    *,
    programme: Programme,
    participant: Participant | None,
    content: bytes,
    file_name: str,
    columns: Mapping[str, str],
    division_year: int,
    towns: Sequence[Participant],
) -> Checked:
    """Read a file as `import_dataset` would, without storing anything. Raises Problem when it cannot be read at all.

    towns: the programme's participants, for a training programme whose towns are on no map.
    """
    sha256 = hashlib.sha256(content).hexdigest()
    known = Dataset.objects.filter(programme=programme, sha256=sha256).first()
    if known is not None:
        raise Problem(
            "indicators.dataset.twice", name=known.name, by=known.uploaded_by_name, day=f"{known.when:%Y-%m-%d}"
        )
    names = _fictional_names(participant, towns) if programme.synthetic else None
    imported = read_imported(
        content,
        columns=columns,
        division_year=division_year,
        known_codes=frozenset(participant.codes) if participant is not None and not programme.synthetic else None,
        towns=names,
        name=file_name,
    )
    return Checked(imported, sha256)


def _fictional_names(participant: Participant | None, towns: Sequence[Participant]) -> dict[str, str]:
    mine = [participant] if participant is not None else towns
    return {name: town.slug for town in mine for name in (town.name_fi, town.name_sv, town.name_en, town.slug) if name}


@action(None)
def import_dataset(
    *,
    actor: User,
    programme: Programme,
    participant: Participant | None,
    content: bytes,
    file_name: str,
    name: str,
    source: str,
    licence: str,
    towns: Sequence[Participant] = (),
    columns: Mapping[str, str] | None = None,
    division_year: int = LATEST_YEAR,
    open: bool = False,
) -> Dataset:
    """Store a file of figures: for one town by who works on it, for all towns by who analyses the programme.

    Raises WrongRows when any row is wrong and Problem when the file is; then nothing is stored. The permission stands
    here because it is asked of the town when there is one, and of the programme otherwise.
    """
    allowed = (
        actor.has_perm("programmes.work_on_town", participant)
        if participant is not None
        else actor.has_perm("programmes.analyse", programme)
    )
    if not allowed or (participant is not None and participant.programme_id != programme.pk):
        raise PermissionDenied("indicators.import_dataset")
    checked = check_file(
        programme=programme,
        participant=participant,
        content=content,
        file_name=file_name,
        columns=columns or {},
        division_year=division_year,
        towns=towns,
    )
    if checked.problem_count:
        raise WrongRows(checked)
    frame = checked.imported.dataset.frame
    row = Dataset.objects.create(
        programme=programme,
        participant=participant,
        name=name,
        file_name=file_name[:200],
        sha256=checked.sha256,
        source=source,
        licence=licence,
        division_year=division_year,
        synthetic=programme.synthetic,
        open=open,
        rows=frame.height,
        uploaded_by=actor,
        uploaded_by_name=str(actor)[:150],
    )
    files.keep(programme.pk, checked.sha256, content, frame, checked.imported.units)
    return row


@action(None)
def remove_dataset(*, actor: User, dataset: Dataset) -> Programme:
    """Remove a dataset with its files: by who imported it for a town they still work on, or who analyses the programme.

    The event is about the programme, since the dataset is gone. A sentence that stood on it is flagged by the thread.
    """
    programme: Programme = dataset.programme
    if not may_remove(actor, dataset):
        raise PermissionDenied("indicators.remove_dataset")
    files.remove(programme.pk, dataset.sha256)
    dataset.delete()
    return programme


def may_remove(user: User, dataset: Dataset) -> bool:
    """Tell whether a person may remove a dataset."""
    if user.has_perm("programmes.analyse", dataset.programme):
        return True
    mine = dataset.uploaded_by_id == user.pk and dataset.participant is not None
    return bool(mine and user.has_perm("programmes.work_on_town", dataset.participant))


@action("programmes.analyse", on="programme")
def make_group(*, actor: User, programme: Programme, names: Mapping[str, str], codes: Sequence[str]) -> ComparisonGroup:
    """Make a group of municipalities to compare the programme's towns with. Raises Problem for fewer than two."""
    kept = list(dict.fromkeys(codes))
    if len(kept) < 2:
        raise Problem("indicators.group_small")
    row = ComparisonGroup.objects.create(programme=programme, codes=kept)
    write_texts(row.urn, "name", names)
    return row


@action("programmes.analyse", on="programme")
def remove_group(*, actor: User, programme: Programme, group: ComparisonGroup) -> Programme:
    """Remove a comparison group of a programme."""
    if group.programme_id != programme.pk:
        raise PermissionDenied("indicators.remove_group")
    group.delete()
    return programme
