"""A PxWeb server that answers well, slowly, partly, wrongly or not at all."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyjstat import pyjstat

from seutukuva.base import LANGUAGES, Problem, explain
from seutukuva.indicators.sources.pxmetadata import cells, complete, from_version_1, from_version_2, split
from seutukuva.indicators.sources.pxtransport import Patience, Transport
from seutukuva.indicators.sources.pxweb import UNTOLD, Answer, PxWeb, Table

RECORDED = Path(__file__).parents[1] / "reference" / "pxweb"
V1 = Table("https://pxdata.example/PxWeb/api/v1/en/StatFin/velk/statfin_velk_pxt_11ab.px")
V2 = Table("https://statistik.example/api/v2/tables/TAB6471", "sv")
START = datetime(2026, 3, 2, 12, tzinfo=UTC)


def recorded(name: str) -> bytes:
    return (RECORDED / name).read_bytes()


@dataclass
class Server:
    """Answers from recordings; the cube of version 1 is cut to what is asked for."""

    handler: Callable[[httpx.Request], httpx.Response]
    seen: list[httpx.Request] = field(default_factory=list)
    slept: list[float] = field(default_factory=list)
    clock: datetime = START

    def client(self, folder: Path, **patience: Any) -> PxWeb:
        def answer(request: httpx.Request) -> httpx.Response:
            self.seen.append(request)
            return self.handler(request)

        transport = Transport(
            httpx.Client(transport=httpx.MockTransport(answer)),
            Patience(**patience),
            sleep=self.slept.append,
            now=lambda: self.clock,
        )
        return PxWeb(transport, folder=folder)

    @property
    def posts(self) -> list[Any]:
        return [json.loads(r.content) for r in self.seen if r.method == "POST"]


def cut(selection: dict[str, list[str]], labels: dict[str, dict[str, str]]) -> dict[str, Any]:
    """Return a cube whose values are numbered by where each cell stands in the whole table."""
    cube: dict[str, Any] = {"class": "dataset", "id": list(selection), "size": [len(v) for v in selection.values()]}
    cube["dimension"] = {
        code: {"label": code, "category": {"index": values, "label": {v: labels[code][v] for v in values}}}
        for code, values in selection.items()
    }
    positions = [0]
    for code, values in selection.items():
        order = list(labels[code])
        positions = [p * len(order) + order.index(v) for p in positions for v in values]
    cube["value"] = positions
    return cube


def version_1(limit: int = 100_000) -> Server:
    metadata = json.loads(recorded("pxgraf_META_TEST_META_EN.json"))
    labels = {v["code"]: dict(zip(v["values"], v["valueTexts"], strict=True)) for v in metadata["variables"]}

    def handler(request: httpx.Request) -> httpx.Response:
        if "config" in request.url.params:
            return httpx.Response(200, json={"maxCells": limit, "maxCalls": 10, "timeWindow": 5})
        if request.method == "GET":
            return httpx.Response(200, json=metadata)
        body = json.loads(request.content)
        assert body["response"] == {"format": "json-stat2"}
        chosen = {q["code"]: q["selection"]["values"] for q in body["query"]}
        assert cells(chosen) <= limit
        return httpx.Response(200, json=cut(chosen, labels))

    return Server(handler)


def version_2(limit: int | None = None) -> Server:
    config = json.loads(recorded("config.json"))
    if limit:
        config["maxDataCells"] = limit
    metadata = json.loads(recorded("TAB6471_metadata.json"))
    labels = {id_: metadata["dimension"][id_]["category"]["label"] for id_ in metadata["id"]}

    def handler(request: httpx.Request) -> httpx.Response:
        path = request.url.path
        if path.endswith("/config"):
            return httpx.Response(200, json=config)
        assert request.url.params["lang"] == "sv"
        if path.endswith("/tables/TAB6471/metadata"):
            return httpx.Response(200, json=metadata)
        assert path.endswith("/tables/TAB6471/data")
        assert request.url.params["outputFormat"] == "json-stat2"
        chosen = {s["variableCode"]: s["valueCodes"] for s in json.loads(request.content)["selection"]}
        return httpx.Response(200, json=cut(chosen, labels))

    return Server(handler)


def test_addresses_tell_their_version_their_table_and_where_limits_are() -> None:
    assert (V1.version, V1.id, V1.base) == (1, "11ab", "https://pxdata.example/PxWeb/api/v1/en")
    assert (V2.version, V2.id, V2.base) == (2, "TAB6471", "https://statistik.example/api/v2")
    old = Table("https://api.example/OV0104/v1/doris/sv/ssd/BE/BefolkningNy")
    assert (old.version, old.id, old.base) == (1, "BefolkningNy", "https://api.example/OV0104/v1/doris/sv")
    assert Table("https://x.example/v2/tables/T1/metadata").id == "T1"
    assert Table("https://x.example/odd/t.px").base == "https://x.example/odd"


def test_metadata_of_both_versions_says_the_same_things() -> None:
    old = from_version_1("11ab", json.loads(recorded("pxgraf_META_TEST_META_FI.json")))
    assert [v.code for v in old.variables if v.is_time] == ["Vuosi"]
    assert old.variables[2].values["MK04"] == "MK04 Satakunta"
    new = from_version_2("TAB6471", json.loads(recorded("TAB6471_metadata.json")))
    assert [v.code for v in new.variables if v.is_time] == ["Tid"]
    assert [len(v.values) for v in new.variables] == [312, 134, 3, 1, 16]
    assert new.updated == "2026-06-08T06:00:00Z"


@pytest.mark.parametrize("limit", [1000, 7, 1])
def test_version_1_gives_the_same_table_in_one_part_and_in_many(tmp_path: Path, limit: int) -> None:
    server = version_1(limit)
    wanted = {"Vuosi": ["2020", "2021"], "Maakunta": ["MK04", "SSS", "MK11"], "Asuntokunnat": ["SSS"]}
    answer = server.client(tmp_path).fetch(V1, wanted)
    assert answer.requests == len(server.posts)
    assert (answer.requests > 1) == (limit < answer.frame.height)
    assert answer.frame["value"].n_unique() == answer.frame.height  # every cell once
    assert set(answer.frame["Maakunta"]) == {"SSS", "MK04", "MK11"}
    # Between parts it keeps the server's pace: ten calls in five seconds.
    assert server.slept == [0.5] * (answer.requests - 1)


def test_version_2_asks_with_a_selection_and_splits_over_the_servers_limit(tmp_path: Path) -> None:
    server = version_2(limit=500)
    answer = server.client(tmp_path).fetch(V2, {"Region": ["01", "0114"], "Tid": ["2026M01", "2026M02"]})
    assert answer.frame.height == 2 * 134 * 3 * 1 * 2
    assert answer.frame["value"].n_unique() == answer.frame.height
    assert answer.requests == len(server.posts) == 4
    assert {r.url.params["lang"] for r in server.seen if not r.url.path.endswith("config")} == {"sv"}


def test_a_recorded_answer_comes_out_as_pyjstat_reads_it(tmp_path: Path) -> None:
    metadata = json.loads(recorded("pxgraf_META_TEST_META_EN.json"))
    data = recorded("pxgraf_TEST_JSONSTAT2_EN.json")
    server = Server(
        lambda r: httpx.Response(200, content=data) if r.method == "POST" else httpx.Response(200, json=metadata)
    )
    answer = server.client(tmp_path).fetch(V1, {"Vuosi": ["2002"], "Maakunta": ["SSS"]})
    assert answer.frame["value"].to_list() == pyjstat.Dataset.read(data.decode()).write("dataframe")["value"].tolist()


def test_what_was_fetched_is_kept_with_its_age_and_fetched_anew_when_too_old(tmp_path: Path) -> None:
    server = version_1()
    first = server.client(tmp_path).fetch(V1, {"Vuosi": ["2021"]})
    assert first.fetched == START
    asked = len(server.seen)
    server.clock = START + timedelta(hours=20)
    again = server.client(tmp_path).fetch(V1, {"Vuosi": ["2021"]})
    assert len(server.seen) == asked
    assert again.age(server.clock) == timedelta(hours=20)
    assert again.frame.equals(first.frame)
    server.clock = START + timedelta(days=2)
    assert server.client(tmp_path).fetch(V1, {"Vuosi": ["2021"]}).fetched == server.clock
    assert not list(tmp_path.glob("*.part"))


def test_a_server_that_does_not_tell_its_limits_is_asked_calmly(tmp_path: Path) -> None:
    good = version_1().handler
    for strange in (httpx.Response(404), httpx.Response(200, json=[1])):
        server = Server(lambda r, s=strange: s if "config" in r.url.params else good(r))
        assert server.client(tmp_path / str(strange.status_code)).fetch(V1, {"Vuosi": ["2021"]}).requests == 1


@pytest.mark.parametrize(
    ("after", "slept"),
    [
        ("7", [7.0, 7.0]),
        ("", [1.0, 2.0]),
        ("Mon, 02 Mar 2026 12:00:30 GMT", [30.0, 30.0]),
        ("Mon, 02 Mar 2026 12:00:30 -0000", [30.0, 30.0]),
        ("soon", [1.0, 2.0]),
    ],
)
def test_a_busy_server_is_asked_again_after_what_it_says(tmp_path: Path, after: str, slept: list[float]) -> None:
    good = version_1().handler
    busy = iter([429, 503])

    def handler(request: httpx.Request) -> httpx.Response:
        status = next(busy, None)
        return httpx.Response(status, headers={"Retry-After": after}) if status else good(request)

    server = Server(handler)
    assert server.client(tmp_path).fetch(V1, {"Vuosi": ["2021"]}).frame.height > 0
    assert server.slept == slept


def test_a_server_that_asks_for_an_hour_is_not_waited_for(tmp_path: Path) -> None:
    server = Server(lambda r: httpx.Response(429, headers={"Retry-After": "3600"}))
    with pytest.raises(Problem, match="429"):
        server.client(tmp_path).fetch(V1)
    assert server.slept == []


def slow(request: httpx.Request) -> httpx.Response:
    raise httpx.ReadTimeout("slow", request=request)


def away(request: httpx.Request) -> httpx.Response:
    raise httpx.ConnectError("away", request=request)


def cut_off(request: httpx.Request) -> httpx.Response:
    raise httpx.RemoteProtocolError("peer closed connection", request=request)


def astray(request: httpx.Request) -> httpx.Response:
    raise httpx.TooManyRedirects("in a circle", request=request)


def garbled(request: httpx.Request) -> httpx.Response:
    raise httpx.DecodingError("incorrect header check", request=request)


HALF = recorded("pxgraf_META_TEST_META_EN.json")[:700]


@pytest.mark.parametrize(
    ("handler", "code", "tries"),
    [
        (lambda r: httpx.Response(403), "forbidden", 1),
        (lambda r: httpx.Response(404), "not_found", 1),
        (lambda r: httpx.Response(400), "bad_query", 1),
        (lambda r: httpx.Response(413), "too_large", 1),
        (lambda r: httpx.Response(429), "too_many", 4),
        (lambda r: httpx.Response(503), "unavailable", 4),
        (lambda r: httpx.Response(500), "failed", 1),
        (lambda r: httpx.Response(200, html="<!DOCTYPE html><p>Log in</p>"), "html", 1),
        (lambda r: httpx.Response(200, content=b" <html></html>"), "html", 1),
        (lambda r: httpx.Response(200, content=HALF), "half", 4),
        (lambda r: httpx.Response(200, json={"error": "?"}), "not_metadata", 1),
        (lambda r: httpx.Response(200, json=[{"id": "velk", "type": "l"}]), "not_metadata", 1),
        (
            lambda r: httpx.Response(200, json={"variables": [{"code": "a"}], "id": ["a"], "dimension": {}}),
            "not_metadata",
            1,
        ),
        (astray, "unreachable", 1),
        (garbled, "half", 4),
        (slow, "timeout", 4),
        (away, "unreachable", 4),
        (cut_off, "half", 4),
    ],
)
@pytest.mark.parametrize("table", [V1, V2], ids=["v1", "v2"])
def test_every_failure_is_one_clear_message_with_the_table(
    tmp_path: Path, table: Table, handler: Callable[[httpx.Request], httpx.Response], code: str, tries: int
) -> None:
    server = Server(handler)
    with pytest.raises(Problem) as caught:
        server.client(tmp_path).fetch(table)
    assert caught.value.code == f"indicators.pxweb.{code}"
    assert len(server.seen) == tries
    for language in LANGUAGES:
        text = explain(caught.value, language)
        assert table.id in text
        assert "\n" not in text


def test_limits_that_are_no_numbers_are_not_believed(tmp_path: Path) -> None:
    server = version_1()
    told = {"maxCells": "many", "maxCalls": 0, "timeWindow": None}
    asked = server.handler
    server.handler = lambda r: httpx.Response(200, json=told) if "config" in r.url.params else asked(r)
    assert server.client(tmp_path).limits(V1) == UNTOLD


def test_a_failure_half_way_keeps_what_came_whole_and_nothing_else(tmp_path: Path) -> None:
    good, posts = version_1(limit=7), 0

    def handler(request: httpx.Request) -> httpx.Response:
        nonlocal posts
        posts += request.method == "POST"
        if request.method == "POST" and posts == 2:
            return httpx.Response(403)
        return good.handler(request)

    server = Server(handler)
    wanted = {"Vuosi": ["2021"], "Tiedot": ["vaste", "velat_yht"], "Asuntokunnat": ["SSS"]}
    with pytest.raises(Problem, match="403"):
        server.client(tmp_path).fetch(V1, wanted)
    again: Answer = server.client(tmp_path).fetch(V1, wanted)
    assert again.frame["value"].n_unique() == again.frame.height
    assert posts == again.requests + 1  # only the part that failed was asked twice


def test_an_answer_that_is_no_dataset_is_not_kept(tmp_path: Path) -> None:
    metadata = json.loads(recorded("pxgraf_META_TEST_META_EN.json"))
    server = Server(lambda r: httpx.Response(200, json={"error": "x"} if r.method == "POST" else metadata))
    for _ in range(2):
        with pytest.raises(Problem) as caught:
            server.client(tmp_path).fetch(V1, {"Vuosi": ["2021"]})
        assert caught.value.code == "indicators.jsonstat.not_dataset"
    assert len(server.posts) == 2


def test_a_wrong_variable_or_value_is_told_before_anything_is_asked(tmp_path: Path) -> None:
    server = version_1()
    with pytest.raises(Problem, match="Vuosi"):
        server.client(tmp_path).fetch(V1, {"vuosi": ["2021"]})
    with pytest.raises(Problem, match="MK04"):
        server.client(tmp_path).fetch(V1, {"Maakunta": ["MK004"]})
    assert server.posts == []


@given(st.lists(st.integers(1, 9), min_size=1, max_size=4), st.integers(1, 60))
def test_parts_hold_every_cell_once_and_stay_under_the_limit(sizes: list[int], limit: int) -> None:
    selection = {f"v{n}": tuple(f"{i}" for i in range(size)) for n, size in enumerate(sizes)}
    parts = list(split(selection, limit))
    assert all(cells(part) <= limit for part in parts)
    assert sum(cells(part) for part in parts) == cells(selection)
    corners = {tuple((code, values[0]) for code, values in part.items()) for part in parts}
    assert len(corners) == len(parts)


def test_a_selection_is_completed_in_the_tables_order() -> None:
    metadata = from_version_1("11ab", json.loads(recorded("pxgraf_META_TEST_META_EN.json")))
    chosen = complete(metadata, {"Maakunta": ["MK04", "SSS"]})
    assert chosen["Maakunta"] == ("SSS", "MK04")
    assert len(chosen["Vuosi"]) == 20
