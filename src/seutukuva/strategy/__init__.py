"""Measures of a strategy and their drafts from gaps."""

from seutukuva.strategy.measures import (
    STATUSES,
    Measure,
    MeasureDraft,
    Status,
    draft,
    draft_measure,
    has_measure,
    status_name,
)

__all__ = ["STATUSES", "Measure", "MeasureDraft", "Status", "draft", "draft_measure", "has_measure", "status_name"]
