"""A model as a named coder: it learns people's codings, proposes codes with a confidence, and finds themes.

Needs scikit-learn, loaded when it is first asked for; the model of meaning is the extra `meaning`.
"""

from seutukuva.evidence.suggestions.curve import learning_curve
from seutukuva.evidence.suggestions.features import BOTH_FROM, Features, meaning, meaning_is_installed, remembering
from seutukuva.evidence.suggestions.figures import learning_figure, theme_table
from seutukuva.evidence.suggestions.learner import Model, train
from seutukuva.evidence.suggestions.model import (
    MODEL,
    TERMS,
    Embed,
    Example,
    Suggestion,
    Text,
    Tokenise,
    examples,
    is_person,
)
from seutukuva.evidence.suggestions.themes import Theme, themes

__all__ = [
    "BOTH_FROM",
    "MODEL",
    "TERMS",
    "Embed",
    "Example",
    "Features",
    "Model",
    "Suggestion",
    "Text",
    "Theme",
    "Tokenise",
    "examples",
    "is_person",
    "learning_curve",
    "learning_figure",
    "meaning",
    "meaning_is_installed",
    "remembering",
    "theme_table",
    "themes",
    "train",
]
