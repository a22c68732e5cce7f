"""What a coefficient of agreement says, and why it sometimes says nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
import numpy.typing as npt

from seutukuva.base import Message

Floats = npt.NDArray[np.float64]
Reason = Literal["one_coder", "nothing_shared", "no_variation", "unused", "two_coders"]

REPLICATES: Final = 1000
CONFIDENCE: Final = 0.95
# Krippendorff (2004), Content Analysis, 2nd edition, section 11.4.
RELIABLE: Final = 0.8
TENTATIVE: Final = 2 / 3
_USABLE: Final = 0.5


@dataclass(frozen=True)
class Agreement:
    """A coefficient with its bootstrap interval; `value` is None when it cannot be computed, and `reason` says why.

    `units` is how many units (rows, code points, texts) were judged by two coders or more, `coders` how many coders
    took part. `low` and `high` are None when resampling tells nothing (one unit, or most resamples undefined).
    """

    coefficient: str
    value: float | None
    units: int = 0
    coders: int = 0
    low: float | None = None
    high: float | None = None
    reason: Message | None = None

    @property
    def name(self) -> Message:
        """Return the name of the coefficient."""
        return Message(f"evidence.agreement.coefficient.{self.coefficient}")

    @property
    def reading(self) -> Message:
        """Return what the value allows: to rely on it, to conclude tentatively, or neither; the reason without one."""
        if self.value is None:
            return self.reason or why("nothing_shared")
        level = "reliable" if self.value >= RELIABLE else "tentative" if self.value >= TENTATIVE else "unreliable"
        return Message(f"evidence.agreement.reading.{level}")


def why(reason: Reason) -> Message:
    """Return the sentence that tells why there is no value."""
    return Message(f"evidence.agreement.none.{reason}")


def nothing(coefficient: str, reason: Reason, units: int = 0, coders: int = 0) -> Agreement:
    """Return an agreement without a value."""
    return Agreement(coefficient, None, units, coders, reason=why(reason))


def interval(resampled: Floats, confidence: float) -> tuple[float | None, float | None]:
    """Return the percentile interval of resampled values; undefined ones (nan) are left out.

    Neither end when fewer than half of the resamples are defined.
    """
    defined = resampled[np.isfinite(resampled)]
    if not len(defined) or len(defined) < _USABLE * len(resampled):
        return None, None
    low, high = np.quantile(defined, [(1 - confidence) / 2, (1 + confidence) / 2])
    return float(low), float(high)


def drawn(units: npt.NDArray[np.int64], replicates: int, seed: int) -> Floats:
    """Return how often each kind of unit is drawn in every resample (replicates x kinds).

    `units` counts the units of each kind; as many as there are drawn with replacement.
    """
    generator = np.random.default_rng(seed)
    total = int(units.sum())
    return generator.multinomial(total, units / total, size=replicates).astype(np.float64)
