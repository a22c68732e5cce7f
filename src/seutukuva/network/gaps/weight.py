"""How much of a town's working life the actors of its network are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from seutukuva.network.model import EDUCATION_KINDS, RDI_KINDS

# The least and the most people of each class of size; the largest has no upper limit.
PEOPLE: Final[dict[str, tuple[int, int | None]]] = {
    "micro": (1, 9),
    "small": (10, 49),
    "medium": (50, 249),
    "large": (250, None),
}


@dataclass(frozen=True)
class Weight:
    """A network's actors beside the jobs of their town.

    `least` and `most` people work for the actors that are in the town and whose class of size is known (`sized`);
    `most` is None with one of 250 or more. `of` is how many actors are in the town. `share` is `least` of the jobs,
    None where the jobs are not known or nobody's size is.
    """

    companies: int
    education: int
    rdi: int
    of: int
    sized: int
    least: int
    most: int | None
    jobs: float | None

    @property
    def share(self) -> float | None:
        """Return the least share of the town's jobs, at most 1: an actor may have its people elsewhere."""
        return min(self.least / self.jobs, 1.0) if self.jobs and self.sized else None


def weight(actors: Sequence[tuple[str, str]], jobs: float | None) -> Weight:
    """Return the weight of actors in a town, each (kind, class of size, "" not known), beside its `jobs`."""
    kinds = [kind for kind, _size in actors]
    sizes = [PEOPLE[size] for _kind, size in actors if size in PEOPLE]
    upper = [most for _least, most in sizes if most is not None]
    return Weight(
        companies=kinds.count("company"),
        education=sum(kind in EDUCATION_KINDS for kind in kinds),
        rdi=sum(kind in RDI_KINDS for kind in kinds),
        of=len(actors),
        sized=len(sizes),
        least=sum(least for least, _most in sizes),
        most=sum(upper) if len(upper) == len(sizes) else None,
        jobs=jobs,
    )
