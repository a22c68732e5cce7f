"""Networks from elsewhere: tables, workbooks, GraphML, GEXF, EU participations, lists of structural funds."""

from seutukuva.network.imports.assembling import assemble
from seutukuva.network.imports.columns import HEADINGS
from seutukuva.network.imports.gexf import read_gexf, write_gexf
from seutukuva.network.imports.graphml import read_graphml, write_graphml
from seutukuva.network.imports.marks import says_synthetic
from seutukuva.network.imports.model import ACTORS, MOST_ACTORS, MOST_TIES, TIES, Imported
from seutukuva.network.imports.participations import Participations, as_network, read_cordis, read_funding
from seutukuva.network.imports.projection import joined, project_ties
from seutukuva.network.imports.register import MOST_ENTRIES, read_register
from seutukuva.network.imports.tables import Column, columns_of, read_tables, read_workbook

__all__ = [
    "ACTORS",
    "HEADINGS",
    "MOST_ACTORS",
    "MOST_ENTRIES",
    "MOST_TIES",
    "TIES",
    "Column",
    "Imported",
    "Participations",
    "as_network",
    "assemble",
    "columns_of",
    "joined",
    "project_ties",
    "read_cordis",
    "read_funding",
    "read_gexf",
    "read_graphml",
    "read_register",
    "read_tables",
    "read_workbook",
    "says_synthetic",
    "write_gexf",
    "write_graphml",
]
