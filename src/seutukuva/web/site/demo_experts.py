"""The demo's expert round: five invented experts, two rounds, finished; whether it counts is left to a learner."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seutukuva.web.picture.experts import actions
from seutukuva.web.picture.experts.training import Rounds, hold_panel
from seutukuva.web.programmes.selectors import default_ecosystem

if TYPE_CHECKING:
    from seutukuva.web.accounts.models import User
    from seutukuva.web.programmes.models import Participant

TITLE = {
    "fi": "Oppilaitosyhteistyö ja valtion rooli, harjoituskierros",
    "sv": "Läroanstaltssamarbete och statens roll, övningsomgång",
    "en": "Education and the role of the State, training round",
}
LEFT_ASIDE = "state"
DIMENSIONS = ("education", LEFT_ASIDE)
# Per expert: the role, and per round the level and reason of each dimension. Who is silent stands by the last answer.
EXPERTS: tuple[tuple[str, Rounds], ...] = (
    (
        "toimitusjohtaja, keksitty",
        (
            ((2, "Opiskelijat käyvät tutustumassa, mutta hankkeita ei synny."), (2, "Valtion väkeä näkee harvoin.")),
            (
                (3, "Ammattikorkeakoulun yhteinen laboratorio oli minulta unohtunut."),
                (2, "Valtion väkeä näkee harvoin."),
            ),
        ),
    ),
    (
        "rehtori, keksitty",
        (
            ((3, "Koulutuksia suunnitellaan yritysten kanssa joka syksy."), (2, "Rahoitus tulee hanke kerrallaan.")),
            ((3, "Koulutuksia suunnitellaan yritysten kanssa joka syksy."), (2, "Rahoitus tulee hanke kerrallaan.")),
        ),
    ),
    (
        "kehitysjohtaja, keksitty",
        (
            ((3, "Yhteinen laboratorio toimii."), (1, "Valtio ei ole ollut mukana missään.")),
            (
                (3, "Yhteinen laboratorio toimii."),
                (2, "Yksi sopimus valtion kanssa on, sen toin esiin liian ankarasti."),
            ),
        ),
    ),
    (
        "tutkija, keksitty",
        (
            ((4, "Laboratorio, yhteiset virat ja pysyvä rahoitus."), (None, "")),
            ((3, "Yhteiset virat ovat määräaikaisia."), (None, "")),
        ),
    ),
    ("yrittäjä, keksitty", (((2, "Pienelle yritykselle yhteistyö ei näy."), (3, "Neuvonta on ollut nopeaa.")),)),
)


def build(participant: Participant, *, asks: User) -> None:
    """Ask about two dimensions in two rounds and finish; one is left aside, the other waits for a decision."""
    cells = [(default_ecosystem(participant), dimension) for dimension in DIMENSIONS]
    panel = hold_panel(asks=asks, programme=participant.programme, titles=TITLE, cells=cells, experts=EXPERTS)
    actions.leave_aside(actor=asks, question=panel.questions.get(dimension=LEFT_ASIDE))
