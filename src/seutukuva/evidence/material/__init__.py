"""Files of interviews, workshops, documents and open answers, read to texts that can be coded.

`read_material` looks at what a file is, refuses what is not safe or cannot be read whole, and returns its texts in the
form in which they are kept, with their speakers and what the file tells of the case.
"""

from seutukuva.evidence.material.languages import language_of
from seutukuva.evidence.material.model import MOST_BYTES, MOST_CHARACTERS, VARIABLES, Material, Turn, Variable
from seutukuva.evidence.material.read import ENDINGS, check_size, read_material, table_columns
from seutukuva.evidence.material.speakers import turns_of
from seutukuva.evidence.material.tables import Column
from seutukuva.evidence.material.texts import fixed
from seutukuva.evidence.material.variables import value_of, variable_named

__all__ = [
    "ENDINGS",
    "MOST_BYTES",
    "MOST_CHARACTERS",
    "VARIABLES",
    "Column",
    "Material",
    "Turn",
    "Variable",
    "check_size",
    "fixed",
    "language_of",
    "read_material",
    "table_columns",
    "turns_of",
    "value_of",
    "variable_named",
]
