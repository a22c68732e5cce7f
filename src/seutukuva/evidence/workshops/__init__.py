"""Workshops: cards, suggested groups, votes by dots, impact and effort, and the notes that become a source."""

from seutukuva.evidence.workshops.grouping import GroupSuggestion, suggested_groups
from seutukuva.evidence.workshops.model import (
    LONGEST_CARD,
    MOST_DOTS,
    SCALE,
    STEPS,
    Board,
    Card,
    Group,
    Opinion,
    StepName,
    card_text,
)
from seutukuva.evidence.workshops.notes import notes
from seutukuva.evidence.workshops.tables import cards_table, results_table
from seutukuva.evidence.workshops.templates import Step, Template, shipped_templates, template
from seutukuva.evidence.workshops.votes import (
    Result,
    Spread,
    check_ballot,
    check_opinion,
    check_paper,
    results,
    spread,
)

__all__ = [
    "LONGEST_CARD",
    "MOST_DOTS",
    "SCALE",
    "STEPS",
    "Board",
    "Card",
    "Group",
    "GroupSuggestion",
    "Opinion",
    "Result",
    "Spread",
    "Step",
    "StepName",
    "Template",
    "card_text",
    "cards_table",
    "check_ballot",
    "check_opinion",
    "check_paper",
    "notes",
    "results",
    "results_table",
    "shipped_templates",
    "spread",
    "suggested_groups",
    "template",
]
