"""`python -m seutukuva.evidence.words` builds the lexicons that are not there yet."""

from seutukuva.evidence.words.lexicon import prepare

prepare()
