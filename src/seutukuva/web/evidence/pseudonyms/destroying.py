"""The last step: nothing that is left of a source tells who was meant. A part of an action.

The key and the words of the suggestions go, the file that the text was read from goes, and what people wrote about the
source (memos, mentions, wordings) gets the markers in the place of the names. What names the speaker beside the text
(who, role, organisation, variables) is emptied: with a role and an employer an interview is not anonymous. The trail
keeps who did what and when; the arguments that hold a name are told by their length.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any

from django.db import connection, models, transaction

from seutukuva.base.languages import as_language
from seutukuva.evidence.pseudonyms import Entry
from seutukuva.web.evidence.coding.selectors import memos_in
from seutukuva.web.evidence.importing import files
from seutukuva.web.evidence.interviews.models import Interview
from seutukuva.web.evidence.models import ImportedFile, Passage, Source
from seutukuva.web.evidence.pseudonyms.models import KeyEntry, Suggestion, Treatment
from seutukuva.web.evidence.pseudonyms.moving import erase_freed_space
from seutukuva.web.evidence.pseudonyms.names import Names
from seutukuva.web.evidence.pseudonyms.sealing import unseal
from seutukuva.web.evidence.searching.index import index_source
from seutukuva.web.evidence.searching.models import IndexedUnit
from seutukuva.web.kit.audit.blotting import blot_out
from seutukuva.web.kit.releases.actions import tell_otherwise

_FORMS = {"oy", "oyj", "ab", "abp", "ry", "rf", "osk", "ltd", "tmi", "ky"}
_OWN = (Suggestion, KeyEntry, Treatment, IndexedUnit)  # dealt with as what they are


def destroy_names(source: Source) -> None:
    """Take all names of a source out of the database and its original file out of var."""
    erase_freed_space()
    rows = list(KeyEntry.objects.filter(source=source))
    names = Names([*(unseal(row) for row in rows), *_employer(source)], as_language(source.language))
    facts = {source.who, source.organisation, source.role, *map(str, source.variables.values())} - {""}
    _rewrite(source, names)
    blot_out(source.programme_id, lambda words: words in facts or names.stand_in(words))
    tell_otherwise([passage.urn for passage in source.passages.all()], names.without)
    _discard_original(source)
    # The plan tells who spoke, and a letter could reach him or her.
    plan = Interview.objects.filter(sources=source)
    plan.update(who="", organisation="", email="", place="", token_hash=None, expires=None)
    source.who = source.organisation = source.role = ""
    source.variables = {}
    source.save(update_fields=["who", "organisation", "role", "variables"])
    Suggestion.objects.filter(source=source).update(text="", base="", reason_code="", reason_parameters={})
    KeyEntry.objects.filter(source=source).delete()
    index_source(source)
    _forget_terms()


def _employer(source: Source) -> list[Entry]:
    """Return the speaker's organisation as a line of the key, with and without its form of company: it need not stand
    in the text."""
    words = source.organisation.split()
    alone = " ".join(word for word in words if word.casefold() not in _FORMS)
    return [Entry("[…]", "organisation", source.organisation, (alone,))] if alone else []


def _rewrite(source: Source, names: Names) -> None:
    """Put the markers into what hangs on the source or its passages in any room, and into memos about them."""
    _change(memos_in(source), names)
    for relation in (*_relations(Source), *_relations(Passage)):
        model: Any = relation.related_model
        if model not in _OWN:
            path = relation.field.name if relation.model is Source else f"{relation.field.name}__source"
            _change(model._base_manager.filter(**{path: source}), names)


def _relations(model: type[Source] | type[Passage]) -> list[Any]:
    """Return the relations that lead to a model, those without a name for the way back too."""
    return [field for field in model._meta.get_fields(include_hidden=True) if field.auto_created and field.is_relation]


def _change(rows: Iterable[Any], names: Names) -> None:
    for row in rows:
        fields = [
            field for field in row._meta.concrete_fields if isinstance(field, models.CharField | models.TextField)
        ]
        after = {field.name: names.without(getattr(row, field.name) or "") for field in fields if not field.choices}
        changed = [name for name, words in after.items() if words != (getattr(row, name) or "")]
        for name in changed:
            setattr(row, name, after[name][: row._meta.get_field(name).max_length])
        if changed:
            row.save(update_fields=changed)


def _discard_original(source: Source) -> None:
    """Discard the file that the text came from, with its name; the other sources of a table have their own texts."""
    original = source.original
    if original is None:
        return
    stored = {original.stored, *ImportedFile.objects.filter(original=original).values_list("stored", flat=True)}
    ImportedFile.objects.filter(original=original).update(name=source.label, stored="", told=[], problem_parameters={})
    original.name, original.stored = source.label, ""
    original.save(update_fields=["name", "stored"])
    # Not before the database has it: the transaction can be undone, a file that is gone cannot.
    for name in stored:
        transaction.on_commit(partial(files.discard, name))


def _forget_terms() -> None:
    """Let SQLite's full text write its terms anew: it keeps what was deleted until then."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO evidence_searching_words(evidence_searching_words) VALUES('optimize')")
