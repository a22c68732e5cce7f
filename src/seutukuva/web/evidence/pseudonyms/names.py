"""The names of a source's key, found in what else people wrote."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from seutukuva.base import Language
from seutukuva.evidence.pseudonyms import Entry, suggest

_KNOWN = "evidence.pseudonyms.reason.known"
_SHORTEST = 3  # letters: "Al" stands in too many words to be sought in them


@dataclass(frozen=True)
class Names:
    """The names of a source and their markers, to be found in other texts."""

    entries: Sequence[Entry]
    language: Language

    @cached_property
    def _by_form(self) -> Mapping[str, str]:
        """Return each form that stood in the text, and the parts of whole names -> marker, the longest first."""
        forms: dict[str, str] = {}
        for entry in self.entries:
            for word in (entry.base, *entry.originals, *self._parts(entry)):
                forms.setdefault(word.casefold(), entry.marker)
        return {word: forms[word] for word in sorted(forms, key=len, reverse=True) if word}

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        words = "|".join(re.escape(word) for word in self._by_form)
        return re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)

    @cached_property
    def _beginning(self) -> re.Pattern[str]:
        words = "|".join(re.escape(word) for word in self._by_form if len(word) >= _SHORTEST)
        return re.compile(rf"(?<!\w)(?:{words})" if words else r"(?!)", re.IGNORECASE)

    def without(self, words: str) -> str:
        """Return words with markers for the names, as they stood in the text or in another form."""
        if not words or not self.entries:
            return words
        found = suggest(
            words,
            self.language,
            self._of("person"),
            known_organisations=self._of("organisation"),
            known_places=self._of("place"),
        )
        for one in reversed([one for one in found if one.reason.code == _KNOWN]):
            marker = self._by_form.get(one.base.casefold())
            words = f"{words[: one.start]}{marker}{words[one.end :]}" if marker else words
        return self._pattern.sub(lambda match: self._by_form[match[0].casefold()], words)

    def stand_in(self, words: str) -> bool:
        """Tell whether words hold a name, as it stood in the text or in another form."""
        if self._beginning.search(words):
            return True
        # A name in another form has its capital still; most of what is asked about has none.
        return words.lower() != words and self.without(words) != words

    def _of(self, category: str) -> list[str]:
        mine = [entry for entry in self.entries if entry.category == category]
        return [name for entry in mine for name in (entry.base, *self._parts(entry))]

    @staticmethod
    def _parts(entry: Entry) -> list[str]:
        """Return a person's names alone: people go on with the surname, or the first name."""
        words = entry.base.split() if entry.category == "person" else []
        return [word for word in words if len(words) > 1 and len(word) >= _SHORTEST]
