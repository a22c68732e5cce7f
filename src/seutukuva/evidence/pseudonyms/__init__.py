"""Pseudonymisation before coding: what might tell who spoke is suggested, confirmed by a person, replaced by markers.

`suggest` errs on the side of asking. `replace` puts [henkilö 1] and the like in the place of what was confirmed, with a
key that restores the text and shifts that carry anchors over. `residual_risks` lists what no replacing takes away.
"""

from seutukuva.evidence.pseudonyms.formats import (
    business_id_holds,
    iban_holds,
    identity_code_holds,
)
from seutukuva.evidence.pseudonyms.model import CATEGORIES, Category, Decision, Entry, Replaced, Shift, Suggestion
from seutukuva.evidence.pseudonyms.replacing import backwards, moved, replace, restore, restored
from seutukuva.evidence.pseudonyms.risks import residual_risks
from seutukuva.evidence.pseudonyms.suggesting import suggest

__all__ = [
    "CATEGORIES",
    "Category",
    "Decision",
    "Entry",
    "Replaced",
    "Shift",
    "Suggestion",
    "backwards",
    "business_id_holds",
    "iban_holds",
    "identity_code_holds",
    "moved",
    "replace",
    "residual_risks",
    "restore",
    "restored",
    "suggest",
]
