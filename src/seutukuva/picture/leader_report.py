"""Who leads in the reports: a town's section, and the programme's line with the numbers.

A leader is told as known when it is more probable than all others together; otherwise the report says "not known" and
how probable each is. Who leads says nothing of how mature an ecosystem is: nothing here takes a level or a stage.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from seutukuva.base import Language, LocalName, Message, languages, render
from seutukuva.documents import Block, Column, Heading, Note, Paragraph, Table
from seutukuva.judgement import LEADERS, Leader, Sign
from seutukuva.picture.leader_words import LEADER_NAMES, SIGN_NAMES

_KNOWN = 0.5  # more probable than all the others together
_EQUAL = 1e-9


@dataclass(frozen=True)
class Alone:
    """What one kind of sign says alone: `mode` is None when several leaders are equally probable."""

    kind: str
    mode: str | None
    share: float
    signs: int
    sources: int


@dataclass(frozen=True)
class Led:
    """Who leads a town's ecosystem, and the signs that it was judged from; `urn` is that of the sentence."""

    urn: str
    leader: Leader
    signs: tuple[Sign, ...] = ()

    @property
    def known(self) -> str | None:
        """Return the leader that is more probable than all the others together, None when none is."""
        mode = self.leader.mode
        return mode if mode is not None and self.leader.posterior[mode] > _KNOWN else None

    @property
    def sure(self) -> bool:
        """Tell whether the known leader alone holds at least 90 %."""
        return self.known is not None and self.leader.set90 == (self.known,)

    @property
    def alone(self) -> tuple[Alone, ...]:
        """Return what each kind of sign says alone, in the order of their names."""
        return tuple(_alone(kind, self) for kind in SIGN_NAMES if kind in self.leader.by_kind)


def _alone(kind: str, led: Led) -> Alone:
    posterior = led.leader.by_kind[kind]
    share = max(posterior.values())
    top = [name for name in LEADERS if posterior[name] >= share - _EQUAL]
    clusters = [sign.cluster for sign in led.signs if sign.kind == kind and sign.says is not None]
    return Alone(kind, top[0] if len(top) == 1 else None, share, len(clusters), len(set(clusters)))


def town_leader_blocks(led: Led | None, language: Language) -> list[Block]:
    """Return the section "who leads and what that stands on"; nothing when nothing was looked for."""
    if led is None:
        return []
    known = led.known
    title = _say(language, "heading", leader=LEADER_NAMES[known]) if known else _say(language, "heading.unknown")
    blocks: list[Block] = [Heading(title), Paragraph(leader_sentence(led, language), sentence=led.urn)]
    if led.leader.known:
        blocks += [_shares_table(led, language), signs_table(led.signs, language), _alone_table(led, language)]
        blocks.append(Paragraph(deciding_sentence(led, language)))
    return [*blocks, Note(_say(language, "note"))]


def leader_sentence(led: Led, language: Language) -> str:
    """Return who leads in one sentence, with the probability and what it stands on."""
    found = led.leader
    if not found.known:
        return _say(language, "nothing")
    basis = _say(language, "basis", signs=found.n_signs, sources=found.n_clusters)
    if found.mode is None:
        return f"{_say(language, 'tied')} {basis}"
    code = "most" if led.known else "unsure"
    told = _say(
        language,
        code,
        leader=LEADER_NAMES[found.mode],
        share=languages.probability(found.posterior[found.mode], language),
    )
    return f"{told} {basis}"


def deciding_sentence(led: Led, language: Language) -> str:
    """Return how many sources decide: without one of them another leader, or none, would be the most probable one."""
    found, decide = led.leader, len(led.leader.decisive_clusters)
    if found.n_clusters == 1:
        return _say(language, "decide.only")
    return _say(language, "decide" if decide else "decide.none", count=decide, sources=found.n_clusters)


def signs_table(signs: Sequence[Sign], language: Language) -> Table:
    """Return what a leader stands on: how many signs of each kind name whom, from how many sources. Nobody is named."""
    sources: dict[tuple[str, str], list[str]] = {}
    for sign in signs:
        if sign.says is not None:
            sources.setdefault((sign.kind, sign.says), []).append(sign.cluster)
    order = sorted(sources, key=lambda key: (list(SIGN_NAMES).index(key[0]), LEADERS.index(key[1])))
    rows = tuple(
        (
            _capital(SIGN_NAMES[kind].text(language)),
            LEADER_NAMES[says].text(language),
            str(len(sources[kind, says])),
            str(len(set(sources[kind, says]))),
        )
        for kind, says in order
    )
    return Table(_say(language, "signs"), _columns(language, ("sign", "says", "count", "sources"), text=2), rows)


def programme_leader_blocks(towns: Sequence[tuple[LocalName, Led | None]], language: Language) -> list[Block]:
    """Return who leads where, with the numbers; nothing when it was looked for in no town."""
    looked = [(town, led) for town, led in towns if led is not None]
    if not looked:
        return []
    blocks: list[Block] = [Heading(_say(language, "programme")), Paragraph(_counted(looked, language))]
    if any(led.leader.known for _, led in looked):
        columns = _columns(language, ("town", "leader", "share", "set", "count", "sources"), text=2)
        rows = tuple(_row(town, led, language) for town, led in looked)
        blocks.append(Table(_say(language, "programme.table"), columns, rows))
    return [*blocks, Note(_say(language, "note"))]


def _counted(looked: Sequence[tuple[LocalName, Led]], language: Language) -> str:
    counts = Counter(led.known for _, led in looked)
    told = [f"{LEADER_NAMES[id_].text(language)} {counts[id_]}" for id_ in LEADERS if counts[id_]]
    if not told:
        return _say(language, "programme.none", all=len(looked))
    return _say(language, "programme.line", told=", ".join(told), unknown=counts[None], all=len(looked))


def _row(town: LocalName, led: Led, language: Language) -> tuple[str, ...]:
    found, known = led.leader, led.known
    name = LEADER_NAMES[known].text(language) if known else _say(language, "unknown")
    share = languages.probability(max(found.posterior.values()), language) if found.mode else "–"
    among = ", ".join(LEADER_NAMES[id_].text(language) for id_ in found.set90) or "–"
    return town.form(language, "name"), name, share, among, str(found.n_signs), str(found.n_clusters)


def _shares_table(led: Led, language: Language) -> Table:
    rows = tuple(
        (_capital(LEADER_NAMES[id_].text(language)), languages.probability(led.leader.posterior[id_], language))
        for id_ in LEADERS
    )
    return Table(_say(language, "shares"), _columns(language, ("leader", "share"), text=1), rows)


def _alone_table(led: Led, language: Language) -> Table:
    rows = tuple(
        (
            _capital(SIGN_NAMES[row.kind].text(language)),
            LEADER_NAMES[row.mode].text(language) if row.mode else _say(language, "unknown"),
            languages.probability(row.share, language),
        )
        for row in led.alone
    )
    return Table(_say(language, "alone"), _columns(language, ("sign", "leader", "share"), text=2), rows)


def _columns(language: Language, labels: Sequence[str], *, text: int) -> tuple[Column, ...]:
    """Return columns; the first `text` of them, and the set, hold words."""
    return tuple(
        Column(_say(language, f"column.{label}"), numeric=place >= text and label != "set")
        for place, label in enumerate(labels)
    )


def _say(language: Language, code: str, /, **parameters: object) -> str:
    return render(Message(f"picture.led.{code}", parameters), language)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
