"""Search in the texts of evidence by lemma and compound part.

What is found is a *unit*: a paragraph or a turn of a source (`seutukuva.evidence.words.units`), not a passage. A word
is looked for in everything that was said, coded or not; passages overlap, and a text that nobody has read yet has none.
A hit tells the passages that lie in it, and filters by codes ask for units that hold a coded passage.

`index.index_source` and `index.forget_source` keep the index true; `codes.register` tells the search of codes.
"""
