"""The table of units, and the full text of the database that is used."""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models

# Hyphens, apostrophes and colons are parts of terms (TKI-toiminta): a term is found whole or not at all.
SQLITE = """
CREATE VIRTUAL TABLE evidence_searching_words USING fts5(
    terms, content='evidence_searching_indexedunit', content_rowid='id',
    tokenize="unicode61 remove_diacritics 0 tokenchars '-’:'''"
);
CREATE TRIGGER evidence_searching_added AFTER INSERT ON evidence_searching_indexedunit BEGIN
    INSERT INTO evidence_searching_words(rowid, terms) VALUES (new.id, new.terms);
END;
CREATE TRIGGER evidence_searching_gone AFTER DELETE ON evidence_searching_indexedunit BEGIN
    INSERT INTO evidence_searching_words(evidence_searching_words, rowid, terms) VALUES ('delete', old.id, old.terms);
END;
CREATE TRIGGER evidence_searching_changed AFTER UPDATE ON evidence_searching_indexedunit BEGIN
    INSERT INTO evidence_searching_words(evidence_searching_words, rowid, terms) VALUES ('delete', old.id, old.terms);
    INSERT INTO evidence_searching_words(rowid, terms) VALUES (new.id, new.terms);
END;
"""
# Terms as they are: PostgreSQL's own parser would take them apart again.
POSTGRESQL = """
ALTER TABLE evidence_searching_indexedunit ADD COLUMN vector tsvector
    GENERATED ALWAYS AS (array_to_tsvector(array_remove(string_to_array(terms, ' '), ''))) STORED;
CREATE INDEX evidence_searching_vector ON evidence_searching_indexedunit USING gin (vector);
"""


def make_full_text(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRESQL, params=None)
        return
    for statement in SQLITE.strip().split(";\nCREATE"):
        text = statement.strip().rstrip(";")
        schema_editor.execute(text if text.startswith("CREATE") else f"CREATE {text}", params=None)


def drop_full_text(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("ALTER TABLE evidence_searching_indexedunit DROP COLUMN vector", params=None)
        return
    for name in ("added", "gone", "changed"):
        schema_editor.execute(f"DROP TRIGGER evidence_searching_{name}", params=None)
    schema_editor.execute("DROP TABLE evidence_searching_words", params=None)


def index_what_is_there(apps: Any, schema_editor: Any) -> None:
    from seutukuva.evidence.words import index_terms, units

    unit = apps.get_model("evidence_searching", "IndexedUnit")
    for source in apps.get_model("evidence", "Source").objects.iterator():
        unit.objects.bulk_create(
            [
                unit(source_id=source.pk, start=start, end=end, terms=" ".join(index_terms(source.text[start:end], source.language)))
                for start, end in units(source.text)
            ],
            batch_size=1000,
        )


class Migration(migrations.Migration):
    initial = True

    dependencies = [("evidence", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="IndexedUnit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("start", models.PositiveIntegerField()),
                ("end", models.PositiveIntegerField()),
                ("terms", models.TextField()),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="evidence.source"
                    ),
                ),
            ],
            options={"ordering": ["source", "start"]},
        ),
        migrations.RunPython(make_full_text, drop_full_text),
        migrations.RunPython(index_what_is_there, migrations.RunPython.noop),
    ]
