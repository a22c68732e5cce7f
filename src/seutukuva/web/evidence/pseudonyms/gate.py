"""Who may tell who is meant stays out of public: what publishing a quote asks of the names in it.

The rule. A source is under work while any suggestion in it is undecided or not replaced yet: none of its words are
quoted. Of a source that nobody has vouched for (raw), and of a wording that the interviewee gave himself, the words of
the quote themselves are looked through for a person, an e-mail address, a phone number or an identity code that nobody
has rejected. A public document may be quoted with the names that it names.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from seutukuva.base.languages import as_language
from seutukuva.evidence.pseudonyms import suggest
from seutukuva.web.evidence.models import Consent, Passage, Source
from seutukuva.web.evidence.pseudonyms.models import Standing, State, Suggestion, Treatment

DIRECT = frozenset({"person", "email", "phone", "identity_code"})


def standings(sources: Iterable[Source]) -> dict[int, Standing]:
    """Return how far sources are, by number."""
    texts = {source.pk: source.text_hash for source in sources}
    found = dict.fromkeys(texts, Standing.RAW)
    for row in Treatment.objects.filter(source__in=texts, standing__in=[Standing.PSEUDONYMISED, Standing.ANONYMISED]):
        if row.text_hash == texts[row.source_id]:
            found[row.source_id] = Standing(row.standing)
    return found


def is_raw(source: Source) -> bool:
    """Tell whether names may still stand in a source as they were said."""
    return needs_treatment(source) and standings([source])[source.pk] == Standing.RAW


def was_changed(source: int) -> bool:
    """Tell whether names of a source (by number) were ever replaced: what was told of it before held them."""
    return Suggestion.objects.filter(source=source, state=State.REPLACED).exists()


def held_back(passages: Iterable[Passage]) -> set[int]:
    """Return the passages (by number) whose words may tell who is meant: they are not published."""
    rows = [row for row in passages if needs_treatment(row.source)]
    sources = {row.source_id: row.source for row in rows}
    if not sources:
        return set()
    far = standings(sources.values())
    waiting = Suggestion.objects.filter(source__in=sources, state__in=[State.OPEN, State.ACCEPTED])
    under_work = set(waiting.values_list("source_id", flat=True))
    rejected = _rejected(sources)
    return {
        row.pk
        for row in rows
        if row.source_id in under_work
        or (
            (far[row.source_id] == Standing.RAW or row.agreed_words)
            and _names(row) - rejected.get(row.source_id, set())
        )
    }


def needs_treatment(source: Source) -> bool:
    """Tell whether names are to be taken out of a source; a public document may name people."""
    return source.kind != "document" or source.consent != Consent.NOT_NEEDED


def _rejected(sources: Iterable[int]) -> Mapping[int, set[str]]:
    found: dict[int, set[str]] = defaultdict(set)
    for source, text in Suggestion.objects.filter(source__in=sources, state=State.REJECTED).values_list(
        "source_id", "text"
    ):
        found[source].add(text)
    return found


def _names(row: Passage) -> set[str]:
    found = suggest(row.public_words, as_language(row.source.language))
    return {one.text for one in found if one.category in DIRECT}
