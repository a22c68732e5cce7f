"""The thread: followed both ways, flagged when a carrier changes, closed to what a reader may not see."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from seutukuva.base import Problem, urn
from seutukuva.picture import cells
from seutukuva.web.kit.once import once, one_reading
from seutukuva.web.kit.thread import actions, kinds, selectors
from seutukuva.web.programmes.actions import add_participant
from tests.web.threads import make_thread, signed_in
from tests.web.world import World

STORE: dict[str, str] = {}
HIDDEN: set[str] = set()


class Slip(kinds.Kind):
    """A slip of paper: its id, its text; an id that begins with 's' is made."""

    room, kind = "test", "slip"

    def visible(self, user: Any, ids: list[str]) -> Mapping[str, kinds.Shown]:
        return {i: kinds.Shown(slip(i), "slip", STORE[i]) for i in ids if i in STORE and i not in HIDDEN}

    def content(self, id_: str) -> Mapping[str, Any] | None:
        return {"text": STORE[id_]} if id_ in STORE else None

    def synthetic(self, id_: str) -> bool:
        return id_.startswith("s")


def slip(id_: str) -> str:
    return urn("test", "slip", id_)


@pytest.fixture(autouse=True)
def slips(db: None) -> Iterator[None]:
    """passage <- rating <- level <- finding, and a second passage under the rating."""
    kinds.register(Slip())
    STORE.update({name: f"text of {name}" for name in ("passage", "other", "rating", "level", "finding", "s1")})
    for sentence, carriers in {"rating": ["passage", "other"], "level": ["rating"], "finding": ["level"]}.items():
        actions.tie(slip(sentence), [slip(c) for c in carriers])
    yield
    STORE.clear()
    HIDDEN.clear()


def down(links: tuple[selectors.Link, ...]) -> Any:
    """Return a tree of links as nested dictionaries of texts."""
    return {link.shown.text if link.shown else None: down(link.further) for link in links}


def test_a_thread_is_followed_down_to_its_first_carriers_and_up_to_its_last_sentence() -> None:
    finding = selectors.thread(AnonymousUser(), slip("finding"))
    assert finding is not None
    assert down(finding.carriers) == {"text of level": {"text of rating": {"text of passage": {}, "text of other": {}}}}
    passage = selectors.thread(AnonymousUser(), slip("passage"))
    assert passage is not None
    assert down(passage.sentences) == {"text of rating": {"text of level": {"text of finding": {}}}}


def test_what_a_reader_may_not_see_is_counted_but_not_described() -> None:
    HIDDEN.add("passage")
    finding = selectors.thread(AnonymousUser(), slip("finding"))
    assert finding is not None
    assert down(finding.carriers)["text of level"]["text of rating"] == {None: {}, "text of other": {}}
    HIDDEN.add("other")
    rating = selectors.thread(AnonymousUser(), slip("rating"))
    assert rating is not None and [(link.shown, link.count) for link in rating.carriers] == [(None, 2)]
    HIDDEN.add("rating")
    level = selectors.thread(AnonymousUser(), slip("level"))
    assert level is not None and [(link.shown, link.further) for link in level.carriers] == [(None, ())]
    assert selectors.thread(AnonymousUser(), slip("passage")) is None


def test_a_changed_passage_flags_every_sentence_above_it_until_somebody_looks() -> None:
    sentences = [slip("rating"), slip("level"), slip("finding")]
    assert selectors.flagged(sentences) == set()
    STORE["passage"] = "another text"
    assert selectors.flagged(sentences) == set(sentences)
    actions.look_at(slip("rating"), None)
    assert selectors.flagged(sentences) == set()


def test_a_carrier_that_is_gone_flags_too_and_is_told() -> None:
    del STORE["other"]
    assert selectors.flagged([slip("finding")]) == {slip("finding")}
    rating = selectors.thread(AnonymousUser(), slip("rating"))
    assert rating is not None
    assert [link.gone for link in rating.carriers] == [False, True]


def test_a_made_carrier_cannot_carry_a_real_sentence() -> None:
    with pytest.raises(Problem) as problem:
        actions.tie(slip("finding"), [slip("s1")])
    assert problem.value.code == "kit.synthetic_carrier"
    assert slip("s1") not in selectors.carriers_of(slip("finding"))


def test_a_made_sentence_may_stand_on_anything() -> None:
    actions.tie(slip("s1"), [slip("passage")])
    assert selectors.sentences_on(slip("passage")) == [slip("rating"), slip("s1")]


def test_a_circle_ends() -> None:
    actions.tie(slip("passage"), [slip("finding")])
    thread = selectors.thread(AnonymousUser(), slip("finding"))
    assert thread is not None
    assert selectors.flagged([slip("finding")]) == set()


def test_untying_leaves_the_other_carriers() -> None:
    actions.untie(slip("rating"), [slip("other")])
    assert selectors.carriers_of(slip("rating")) == [slip("passage")]


def test_a_long_thread_leaves_its_last_step_to_the_threads_before_it() -> None:
    whole = selectors.thread(AnonymousUser(), slip("finding"), most=4)
    assert whole is not None and down(whole.carriers)["text of level"]["text of rating"]
    short = selectors.thread(AnonymousUser(), slip("finding"), most=3)
    assert short is not None
    assert down(short.carriers) == {"text of level": {"text of rating": {}}}
    rating = short.carriers[0].further[0]
    assert (rating.beyond, short.carriers[0].beyond) == (2, 0)
    least = selectors.thread(AnonymousUser(), slip("rating"), most=1)
    assert least is not None and len(least.carriers) == 2, "what it stands on itself is never left out"


def test_what_is_read_is_computed_once_and_forgotten_when_something_is_written(world: World) -> None:
    asked: list[str] = []

    def read(names: list[str]) -> dict[str, int]:
        asked.extend(names)
        return {name: len(name) for name in names if name != "absent"}

    for _ in range(2):
        assert once("lengths", ["a"], read) == {"a": 1}
    assert asked == ["a", "a"], "outside a reading nothing is kept"
    asked.clear()
    with one_reading():
        assert once("lengths", ["a", "bb", "absent"], read) == {"a": 1, "bb": 2}
        with one_reading():
            assert once("lengths", ["absent", "bb"], read) == {"bb": 2}
        assert asked == ["a", "bb", "absent"]
        add_participant(actor=world.people["administrator"], programme=world.closed, names={"fi": "Uusi"}, forms={})
        once("lengths", ["a"], read)
    assert asked == ["a", "bb", "absent", "a"]


def test_a_page_of_the_thread_judges_an_ecosystem_once(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    made = make_thread(world)
    judged: list[Any] = []

    def counted(*args: Any) -> Any:
        judged.append(args)
        return cells(*args)

    monkeypatch.setattr("seutukuva.web.picture.selectors.cells", counted)
    page = signed_in(world, "viewer").get(reverse("thread", args=[made.passage.urn])).content.decode()
    assert made.finding.urn in page
    assert len(judged) == 1
