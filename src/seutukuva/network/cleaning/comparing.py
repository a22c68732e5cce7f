"""How much speaks for two names being of one organisation, and in which words.

The score is a logistic sum of evidence, in the manner of Fellegi and Sunter (1969), with weights set by hand so that
each can be told as a reason: the share of the names' information that agrees, how rare what agrees is, place, legal
form and business id. A word's information is the logarithm of how rare it is among all names that are compared.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from rapidfuzz.distance import JaroWinkler

from seutukuva.base import Message
from seutukuva.network.cleaning.names import CONCEPT, FORM, PLACE, bare

_STEEP: Final = 13.0
_HALF: Final = 0.76  # the share of agreement at which a name alone is as good as a coin
_PLACE: Final = (1.3, -1.6)  # same, other
_FORM: Final = (0.4, -1.8)
_RARITY: Final = (-4.0, 1.0)
_NUMBER: Final = -4.0
_BUSINESS_ID: Final = (9.0, -9.0)
_INFLECTED: Final = 0.96
_SHORT: Final = 0.8
_ACRONYM: Final = 0.85
_NEAR: Final = 0.9  # Jaro-Winkler: under this two words are two words
_SHORTEST: Final = 5  # letters: shorter words that differ are two words
_STEM: Final = 4
_SHORTENED: Final = range(3, 6)  # letters of what is short for a longer word
_ENDINGS: Final = frozenset(
    (
        "",
        "n",
        "in",
        "en",
        "an",
        "on",
        "a",
        "ta",
        "ssa",
        "lla",
        "sta",
        "lta",
        "lle",
        "ksi",
        "t",
        "ja",
        "ien",
        "jen",
        "s",
        "es",
        "et",
    )
)


@dataclass(frozen=True)
class Name:
    """A name taken apart: words to compare beside what is written, area (a municipality's code) and business id."""

    words: tuple[str, ...]
    surfaces: tuple[str, ...]
    area: str | None = None
    business_id: str | None = None

    @property
    def core(self) -> list[int]:
        """Return the positions of all words that are no legal form."""
        return [i for i, word in enumerate(self.words) if not word.startswith(FORM)]

    @property
    def forms(self) -> frozenset[str]:
        """Return the legal forms that the name tells."""
        return frozenset(word for word in self.words if word.startswith(FORM))


@dataclass
class _Evidence:
    most: float  # the information of a word that one name alone has
    score: float = 0.0
    reasons: list[Message] = field(default_factory=list)

    def add(self, weight: float, reason: Message | None = None) -> None:
        self.score += weight
        if reason is not None:
            self.reasons.append(reason)


@dataclass(frozen=True)
class _Agreement:
    """Words that agree: positions left and right, how fully (0-1), and why when they are not the same."""

    pairs: Sequence[tuple[int, int, float, str]]
    left_only: Sequence[int]
    right_only: Sequence[int]


def compare(left: Name, right: Name, rarity: Mapping[str, float], total: int) -> tuple[float, tuple[Message, ...]]:
    """Return the score (0-1) of two names and the reasons.

    rarity: word -> ln(total / how many names have it); a word that is not there is as rare as can be. total: how many
    names there are.
    """
    most = math.log(max(total, 2))
    agreement = _whole(left, right) or _agreement(left, right, rarity, most)
    evidence = _Evidence(most)
    weights = [[_weight(word, rarity, most) for word in name.words] for name in (left, right)]
    _business_ids(left, right, evidence)
    _names(left, right, agreement, weights, evidence)
    _places(left, right, agreement, evidence)
    _forms(left, right, evidence)
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, evidence.score)))), tuple(evidence.reasons)


def _weight(word: str, rarity: Mapping[str, float], most: float) -> float:
    own = rarity.get(word, most)
    return 0.5 * own if word.startswith(PLACE) else own


def _whole(left: Name, right: Name) -> _Agreement | None:
    """Return the agreement of names that are the same but for spaces, or of initials with the words they stand for."""
    mine, yours = left.core, right.core
    if not mine or not yours:
        return None
    joined = ["".join(name.surfaces[i].replace(" ", "") for i in core) for name, core in ((left, mine), (right, yours))]
    if joined[0] == joined[1] and len(mine) != len(yours):
        return _Agreement([(i, yours[0], 1.0, "joined") for i in mine], [], [])
    for one, many, name, turn in ((mine, yours, right, False), (yours, mine, left, True)):
        short = (right if turn else left).surfaces[one[0]]
        if len(one) == 1 and len(many) >= 3 and short == "".join(name.surfaces[i][0] for i in many):
            pairs = [(i, one[0], _ACRONYM, "acronym") if turn else (one[0], i, _ACRONYM, "acronym") for i in many]
            return _Agreement(pairs, [], [])
    return None


def _agreement(left: Name, right: Name, rarity: Mapping[str, float], most: float) -> _Agreement:
    """Pair the words of two names, each at most once, the most alike first."""
    found = []
    for i in left.core:
        for j in right.core:
            how, why = _alike(left.words[i], right.words[j], left.surfaces[i], right.surfaces[j])
            if how:
                found.append((how * _weight(left.words[i], rarity, most), i, j, how, why))
    found.sort(key=lambda entry: (-entry[3], -entry[0], entry[1], entry[2]))
    pairs: list[tuple[int, int, float, str]] = []
    for _, i, j, how, why in found:
        if all(i != pair[0] and j != pair[1] for pair in pairs):
            pairs.append((i, j, how, why))
    used = {pair[0] for pair in pairs}, {pair[1] for pair in pairs}
    return _Agreement(
        sorted(pairs), [i for i in left.core if i not in used[0]], [j for j in right.core if j not in used[1]]
    )


def _alike(one: str, other: str, surface: str, counter: str) -> tuple[float, str]:
    """Return how fully two words agree (0: not at all) and why when they are written otherwise."""
    if one == other:
        return 1.0, "" if surface == counter else "translation" if one[0] in (CONCEPT, PLACE) else "same"
    if one.isdigit() or other.isdigit() or PLACE in (one[0], other[0]):
        return 0.0, ""
    if _is_short(bare(surface), bare(counter)):
        return _SHORT, "short"
    if CONCEPT in (one[0], other[0]):
        one, other = bare(surface), bare(counter)
    stem = _common(one, other)
    if stem >= _STEM and one[stem:] in _ENDINGS and other[stem:] in _ENDINGS:
        return _INFLECTED, "inflected"
    if min(len(one), len(other)) >= _SHORTEST:
        near = JaroWinkler.similarity(one, other)
        if near >= _NEAR:
            return 1 - 1.5 * (1 - near), "spelling"
    return 0.0, ""


def _is_short(one: str, other: str) -> bool:
    """Tell whether one word is the beginning of the other, as tekn. is of teknillinen."""
    short, long = sorted((one, other), key=len)
    return len(short) in _SHORTENED and len(long) >= len(short) + 3 and long.startswith(short)


def _common(one: str, other: str) -> int:
    """Return how many first letters two words share."""
    count = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        count += 1
    return count


def _names(
    left: Name, right: Name, agreement: _Agreement, weights: Sequence[Sequence[float]], evidence: _Evidence
) -> None:
    mine = {i: max(h for a, _, h, _ in agreement.pairs if a == i) for i in {pair[0] for pair in agreement.pairs}}
    yours = {j: max(h for _, b, h, _ in agreement.pairs if b == j) for j in {pair[1] for pair in agreement.pairs}}
    known = sum(weights[0][i] * how for i, how in mine.items()) + sum(weights[1][j] * how for j, how in yours.items())
    # A municipality in one name is no difference when the other is of that municipality.
    missing = [
        (weights[side][i], name.words[i])
        for side, name, other, left_over in (
            (0, left, right, agreement.left_only),
            (1, right, left, agreement.right_only),
        )
        for i in left_over
        if not (other.area and name.words[i] == f"{PLACE}{other.area}")
    ]
    spent = sum(weights[0][i] for i in mine) + sum(weights[1][j] for j in yours) + sum(weight for weight, _ in missing)
    share = known / spent if spent else 0.0
    evidence.add(_STEEP * (share - _HALF))
    rare = max(
        sum(weights[0][i] * how for i, how in mine.items()), sum(weights[1][j] * how for j, how in yours.items())
    )
    evidence.add(max(_RARITY[0], min(_RARITY[1], 0.5 * (rare - 0.9 * evidence.most))))
    if any(word.isdigit() for _, word in missing):
        evidence.add(_NUMBER)
    evidence.reasons += _told(left, right, agreement)
    if share > _HALF and rare < 0.5 * evidence.most:
        evidence.reasons.append(Message("network.cleaning.reason.common"))


def _told(left: Name, right: Name, agreement: _Agreement) -> list[Message]:
    """Return what agrees and what does not, in words."""
    reasons: list[Message] = []
    if agreement.pairs and not agreement.left_only and not agreement.right_only:
        order = [j for _, j, _, _ in agreement.pairs]
        if all(why in ("", "same") for _, _, _, why in agreement.pairs):
            same = "same_name" if order == sorted(order) else "same_words"
            reasons.append(Message(f"network.cleaning.reason.{same}"))
    if agreement.pairs and agreement.pairs[0][3] in ("joined", "acronym"):
        one, other = (" ".join(dict.fromkeys(name.surfaces[i] for i in name.core)) for name in (left, right))
        reasons.append(Message(f"network.cleaning.reason.{agreement.pairs[0][3]}", {"left": one, "right": other}))
    else:
        reasons += [
            Message(f"network.cleaning.reason.{why}", {"left": left.surfaces[i], "right": right.surfaces[j]})
            for i, j, _, why in agreement.pairs
            if why not in ("", "same")
        ]
    for name, only in ((left, agreement.left_only), (right, agreement.right_only)):
        if only:
            words = ", ".join(name.surfaces[i] for i in only)
            reasons.append(Message("network.cleaning.reason.only_one", {"words": words}))
    return reasons


def _places(left: Name, right: Name, agreement: _Agreement, evidence: _Evidence) -> None:
    told = [
        {name.area} if name.area else {w.removeprefix(PLACE) for w in name.words if w.startswith(PLACE)}
        for name in (left, right)
    ]
    if not told[0] or not told[1]:
        return
    if told[0] & told[1]:
        # What the names themselves say of the place is counted among their words already.
        by_name = any(left.words[i].startswith(PLACE) for i, _, _, _ in agreement.pairs)
        evidence.add(0.0 if by_name else _PLACE[0], Message("network.cleaning.reason.same_place"))
    else:
        evidence.add(_PLACE[1], Message("network.cleaning.reason.other_place"))


def _forms(left: Name, right: Name, evidence: _Evidence) -> None:
    if not left.forms or not right.forms:
        return
    if left.forms & right.forms:
        evidence.add(_FORM[0])
        return
    shown = {
        side: ", ".join(s for w, s in zip(name.words, name.surfaces, strict=True) if w.startswith(FORM))
        for side, name in (("left", left), ("right", right))
    }
    evidence.add(_FORM[1], Message("network.cleaning.reason.other_form", shown))


def _business_ids(left: Name, right: Name, evidence: _Evidence) -> None:
    if not left.business_id or not right.business_id:
        return
    if left.business_id == right.business_id:
        evidence.add(_BUSINESS_ID[0], Message("network.cleaning.reason.business_id", {"id": left.business_id}))
    else:
        evidence.add(_BUSINESS_ID[1], Message("network.cleaning.reason.business_ids"))
