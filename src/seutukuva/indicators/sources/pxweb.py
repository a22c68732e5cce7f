"""A client of PxWeb's interfaces, version 1 (POST to the table's address) and version 2 (PxWebApi 2, /tables/{id}).

    with httpx.Client() as client:
        table = Table("https://pxdata.stat.fi/PxWeb/api/v1/fi/StatFin/tyonv/statfin_tyonv_pxt_12r5.px")
        answer = PxWeb(Transport(client)).fetch(table, {"Alue": ["KU684"]})

Version 1: www.scb.se, "API for the Statistical Database"; version 2: the OpenAPI description PxAPI-2 of PxTools.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final, Literal

import polars as pl

from seutukuva.base import Place, Problem
from seutukuva.indicators.sources import jsonstat
from seutukuva.indicators.sources.pxcache import Kept, default_folder, keep, look_up
from seutukuva.indicators.sources.pxmetadata import (
    Limits,
    Metadata,
    Selection,
    complete,
    from_version_1,
    from_version_2,
    split,
)
from seutukuva.indicators.sources.pxtransport import Transport

# What a server gives when it does not tell: PxWeb's own default of cells, and a calm pace.
UNTOLD: Final = Limits(cells=100_000, calls=10, seconds=10)
_VERSION_2: Final = re.compile(r"(?P<base>.+/v2[^/]*(?:/.+)?)/tables/(?P<id>[^/?]+)(?:/.*)?")
_VERSION_1_ROOT: Final = re.compile(r".+/api/v1/[a-z-]+(?=/)|.+/v1/[^/]+/[a-z-]{2}(?=/)")


@dataclass(frozen=True)
class Table:
    """A table's address: of version 1 ends in the table (…/statfin_tyonv_pxt_12r5.px), of 2 in /tables/TAB6471."""

    url: str
    language: str | None = None

    @property
    def version(self) -> Literal[1, 2]:
        """Return which interface the address speaks of."""
        return 2 if _VERSION_2.fullmatch(self.url) else 1

    @property
    def id(self) -> str:
        """Return the id by which messages name the table: 12r5, TAB6471."""
        match = _VERSION_2.fullmatch(self.url)
        if match:
            return match["id"]
        return self.url.rstrip("/").rpartition("/")[2].removesuffix(".px").rpartition("_")[2]

    @property
    def base(self) -> str:
        """Return the address of the interface itself, where it tells its limits."""
        match = _VERSION_2.fullmatch(self.url)
        if match:
            return match["base"]
        root = _VERSION_1_ROOT.match(self.url)
        return root[0] if root else self.url.rpartition("/")[0]


@dataclass(frozen=True)
class Answer:
    """A table's figures as a frame (a column per variable, value, status), and when the oldest part was fetched."""

    metadata: Metadata
    frame: pl.DataFrame
    fetched: datetime
    requests: int

    def age(self, now: datetime) -> timedelta:
        """Return how old the figures are as copies; the publisher's own date is `metadata.updated`."""
        return now - self.fetched


@dataclass(frozen=True)
class PxWeb:
    """Fetches metadata and figures through `transport`; whole answers are kept for `max_age` in `folder`."""

    transport: Transport
    max_age: timedelta = timedelta(days=1)
    folder: Path = field(default_factory=default_folder)

    def metadata(self, table: Table) -> Metadata:
        """Return what a table can be asked for. Raises Problem (indicators.pxweb.*)."""
        if table.version == 1:
            return from_version_1(table.id, _mapping(self._get(table, table.url).answer, table))
        url = f"{table.base}/tables/{table.id}/metadata"
        return from_version_2(table.id, _mapping(self._get(table, url, _language(table)).answer, table))

    def limits(self, table: Table) -> Limits:
        """Return what the server gives at once, as it tells; a server that tells nothing is treated calmly."""
        url, query = (table.base, {"config": ""}) if table.version == 1 else (f"{table.base}/config", {})
        try:
            told = self._get(table, url, query).answer
        except Problem:
            # An interface without a page of limits is common and no hindrance: an answer too large is told as such.
            return UNTOLD
        if not isinstance(told, Mapping):
            return UNTOLD
        return Limits(
            int(_told(told, "maxDataCells", "maxCells", otherwise=UNTOLD.cells)),
            int(_told(told, "maxCallsPerTimeWindow", "maxCalls", otherwise=UNTOLD.calls)),
            _told(told, "timeWindow", otherwise=UNTOLD.seconds),
        )

    def fetch(self, table: Table, wanted: Mapping[str, Sequence[str]] | None = None) -> Answer:
        """Return a table's figures for the wanted values of each variable (all of those not named).

        A query over the server's limit of cells is sent in parts, at the server's pace.
        Raises Problem (indicators.pxweb.*, indicators.jsonstat.*) with the table's id; nothing is kept of a failure.
        """
        metadata = self.metadata(table)
        limits = self.limits(table)
        parts = list(split(complete(metadata, wanted or {}), limits.cells))
        frames, times = [], []
        for number, part in enumerate(parts):
            if number:
                self.transport.sleep(limits.seconds / limits.calls)
            kept = self._data(table, part)
            frames.append(jsonstat.read(kept.answer, table=table.id).frame)
            times.append(kept.fetched)
        return Answer(metadata, pl.concat(frames), min(times), len(parts))

    def _data(self, table: Table, selection: Selection) -> Kept:
        if table.version == 1:
            query = [
                {"code": code, "selection": {"filter": "item", "values": list(values)}}
                for code, values in selection.items()
            ]
            body: dict[str, Any] = {"query": query, "response": {"format": "json-stat2"}}
            return self._kept(table, "POST", table.url, {}, body)
        chosen = [{"variableCode": code, "valueCodes": list(values)} for code, values in selection.items()]
        url = f"{table.base}/tables/{table.id}/data"
        return self._kept(table, "POST", url, {**_language(table), "outputFormat": "json-stat2"}, {"selection": chosen})

    def _get(self, table: Table, url: str, query: Mapping[str, str] | None = None) -> Kept:
        return self._kept(table, "GET", url, dict(query or {}), None)

    def _kept(self, table: Table, method: str, url: str, query: dict[str, str], body: dict[str, Any] | None) -> Kept:
        """Return the kept answer while it is young enough, else ask the server and keep what it answers."""
        request = {"method": method, "url": url, "query": query, "body": body}
        now = self.transport.now()
        found = look_up(self.folder, request, now, self.max_age)
        if found is not None:
            return found
        sent: dict[str, Any] = {"params": query} if query else {}
        if body is not None:
            sent["json"] = body
        kept = Kept(self.transport.json(table.id, method, url, **sent), now)
        if body is not None:
            jsonstat.read(kept.answer, table=table.id)  # raises before anything useless is kept
        keep(self.folder, request, kept)
        return kept


def _told(answer: Mapping[str, Any], *names: str, otherwise: float) -> float:
    """Return the first of the limits called `names` that is a number of at least one."""
    found = (answer.get(name) for name in names)
    return next((float(limit) for limit in found if isinstance(limit, int | float) and limit >= 1), otherwise)


def _language(table: Table) -> dict[str, str]:
    return {"lang": table.language} if table.language else {}


def _mapping(answer: object, table: Table) -> Mapping[str, Any]:
    if not isinstance(answer, Mapping):
        raise Problem("indicators.pxweb.not_metadata", place=Place(table=table.id))
    return answer
