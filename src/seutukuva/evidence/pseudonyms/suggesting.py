"""Suggest what may tell who is meant: formats by rule, names by lemma, lists, endings and capitals."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from seutukuva.base import Language, Message
from seutukuva.evidence.pseudonyms.formats import formats
from seutukuva.evidence.pseudonyms.lists import lists, municipalities
from seutukuva.evidence.pseudonyms.model import Category, Suggestion
from seutukuva.evidence.pseudonyms.tokens import Token, is_form_of, tokens

_MOST_WORDS = 4  # of a name with several words


def suggest(
    text: str,
    language: Language,
    known_names: Iterable[str] = (),
    *,
    known_organisations: Iterable[str] = (),
    known_places: Iterable[str] = (),
) -> tuple[Suggestion, ...]:
    """Return what to ask a person about, in the order of the text, without overlaps.

    The known names are in their base form; any inflected form of them is found. Names that were found once with their
    first name are found alone as well. Nothing here is certain: a person confirms each.
    """
    words = tokens(text, language)
    chosen = _Chosen(text)
    chosen.add(formats(text))
    chosen.add(_known(text, words, list(known_organisations), "organisation"))
    chosen.add(_known(text, words, list(known_names), "person"))
    chosen.add(_known(text, words, list(known_places), "place"))
    chosen.add(_companies(text, words))
    chosen.add(_organisations(text, words))
    chosen.add(_full_names(text, words))
    surnames = [word for one in chosen.of("person") for word in one.base.split()[-1:]]
    chosen.add(_known(text, words, list(dict.fromkeys(surnames)), "person", "evidence.pseudonyms.reason.again"))
    chosen.add(_places(text, words))
    chosen.add(_single_names(text, words))
    chosen.add(_capitals(text, words))
    return chosen.all()


class _Chosen:
    """Suggestions so far; what comes later takes nothing from what came before."""

    def __init__(self, text: str) -> None:
        self._taken = bytearray(len(text))
        self._found: list[Suggestion] = []

    def add(self, suggestions: Iterable[Suggestion]) -> None:
        for one in suggestions:
            if not any(self._taken[one.start : one.end]):
                self._taken[one.start : one.end] = b"\x01" * (one.end - one.start)
                self._found.append(one)

    def of(self, category: Category) -> list[Suggestion]:
        return [one for one in self._found if one.category == category]

    def all(self) -> tuple[Suggestion, ...]:
        return tuple(sorted(self._found, key=lambda one: one.start))


def _suggested(text: str, words: Sequence[Token], category: Category, reason: Message, base: str = "") -> Suggestion:
    start, end = words[0].start, words[-1].end
    if not base and category == "organisation":  # its first words stand in the genitive in its own name
        base = " ".join([*(word.text for word in words[:-1]), _base(words[-1])])
    return Suggestion(start, end, text[start:end], category, base or " ".join(map(_base, words)), reason)


def _base(word: Token) -> str:
    """Return a name's base form with its capital."""
    named = next((reading for reading in word.readings if reading[:1].isupper()), word.lemma)
    if named.endswith("i") and named[:-1].casefold().endswith(lists().consonants):
        named = named[:-1]
    return named[:1].upper() + named[1:]


def _known(
    text: str,
    words: Sequence[Token],
    names: Sequence[str],
    category: Category,
    code: str = "evidence.pseudonyms.reason.known",
) -> Iterator[Suggestion]:
    """Give every form of the names, the longer names first; one of several words is inflected in the last or in all."""
    for name in sorted(names, key=lambda name: (-len(name.split()), name)):
        parts = name.split()
        for i in range(len(words) - len(parts) + 1) if parts else ():
            run = words[i : i + len(parts)]
            if run[0].text[0].isupper() and all(map(is_form_of, run, parts)) and _adjoining(run):
                yield _suggested(text, run, category, Message(code, {"name": name}), name)


def _adjoining(run: Sequence[Token]) -> bool:
    return all(after.start - before.end <= 2 for before, after in pairwise(run))


def _names_before(text: str, words: Sequence[Token], i: int) -> list[Token]:
    """Return the words with a capital that stand right before word i."""
    found: list[Token] = []
    while i > 0 and len(found) < _MOST_WORDS:
        i -= 1
        if not words[i].text[0].isupper() or text[words[i].end : words[i + 1].start] not in (" ", "\u00a0", " & "):
            break
        found.insert(0, words[i])
    return found


def _companies(text: str, words: Sequence[Token]) -> Iterator[Suggestion]:
    """Give names with a form of company or association."""
    for i, word in enumerate(words):
        form = word.text.split(":", maxsplit=1)[0]
        before = _names_before(text, words, i) if form in lists().forms else []
        if before:
            yield _suggested(
                text,
                [*before, word],
                "organisation",
                Message("evidence.pseudonyms.reason.company_form", {"form": form}),
                " ".join([*(one.text for one in before), form]),
            )


def _organisations(text: str, words: Sequence[Token]) -> Iterator[Suggestion]:
    """Give capitals that end as an organisation does."""
    for i, word in enumerate(words):
        if word.capital and not word.first and word.lemma.casefold().endswith(lists().organisation_tails):
            before = [one for one in _names_before(text, words, i)[-1:] if not one.first or not one.common]
            yield _suggested(text, [*before, word], "organisation", Message("evidence.pseudonyms.reason.organisation"))


def _full_names(text: str, words: Sequence[Token]) -> Iterator[Suggestion]:
    """Give first names with the names that follow, and names after a title."""
    known = lists()
    for i, word in enumerate(words):
        if not word.capital or _is_place(word):
            continue
        first_name = any(reading.casefold() in known.first_names for reading in word.readings)
        titled = i > 0 and _is_title(words[i - 1]) and text[words[i - 1].end : word.start] == " "
        if not first_name and not titled:
            continue
        run = [word]
        for after in words[i + 1 : i + _MOST_WORDS]:
            if not after.text[0].isupper() or text[run[-1].end : after.start] not in (" ", "\u00a0"):
                break
            run.append(after)
        alone = len(run) == 1
        if alone and not titled and word.first and any(one.casefold() in known.nouns for one in word.readings):
            continue  # "Toivo on…" may be hope
        code = "evidence.pseudonyms.reason.first_name" if first_name else "evidence.pseudonyms.reason.title"
        yield _suggested(text, run, "person", Message(code))


def _is_title(word: Token) -> bool:
    return any(reading.casefold() in lists().titles for reading in word.readings)


def _is_place(word: Token) -> bool:
    names = municipalities()
    return word.text.casefold() in names or word.lemma.casefold() in names


def _places(text: str, words: Sequence[Token]) -> Iterator[Suggestion]:
    """Give municipalities in any form, and capitals that end as names of places do."""
    names = municipalities()
    for word in words:
        if not word.text[0].isupper():
            continue
        lower, lemma = word.text.casefold(), word.lemma.casefold()
        if lower in names or lemma in names:
            base = names.get(lower) or names[lemma]
            other = any(reading.islower() and reading != base.casefold() for reading in word.readings)
            if not (word.first and other):
                yield _suggested(text, [word], "place", Message("evidence.pseudonyms.reason.municipality"), base)
        elif word.capital and not word.common:
            tail = next((tail for tail in lists().place_tails if lemma.endswith(tail)), None)
            if tail is not None and len(lemma) >= len(tail) + 3:
                yield _suggested(
                    text, [word], "place", Message("evidence.pseudonyms.reason.place_ending", {"ending": tail})
                )


def _single_names(text: str, words: Sequence[Token]) -> Iterator[Suggestion]:
    """Give surnames by their ending, or common ones within a sentence, with the unlisted name that stands before."""
    known = lists()
    for i, word in enumerate(words):
        if not word.capital or (word.first and word.common):
            continue
        lemma = _base(word).casefold()
        ending = next((end for end in known.surname_endings if lemma.endswith(end) and len(lemma) > len(end) + 2), None)
        if ending is not None and not (word.common and lemma.islower() and word.first):
            run = [*_unlisted_before(text, words, i), word]
            yield _suggested(
                text, run, "person", Message("evidence.pseudonyms.reason.surname_ending", {"ending": ending})
            )
        elif lemma in known.surnames and not word.first:
            run = [*_unlisted_before(text, words, i), word]
            yield _suggested(text, run, "person", Message("evidence.pseudonyms.reason.surname"))


def _unlisted_before(text: str, words: Sequence[Token], i: int) -> list[Token]:
    """Return the word before a surname when it can only be a first name that no list has."""
    before = _names_before(text, words, i)[-1:]
    return [one for one in before if one.capital and not one.common and not one.first and not _is_place(one)]


def _capitals(text: str, words: Sequence[Token]) -> Iterator[Suggestion]:
    """Give what else has a capital within a sentence."""
    for word in words:
        if word.capital and not word.first and not word.common and len(word.text) > 1:
            if word.text.split("-")[0].isupper() and "-" in word.text:
                continue  # an abbreviation with a common word: TKI-ohjelma
            bare = {word.text.casefold(), *(reading.casefold() for reading in word.readings)}
            if not bare & lists().open_names:
                yield _suggested(text, [word], "other", Message("evidence.pseudonyms.reason.capital"))
