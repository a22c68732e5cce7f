"""Where actors stand in a drawing, kept between visits as files under `var/network`.

A file that is lost is made anew from the network: then some actors may stand elsewhere than before, and nothing else.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from django.conf import settings

from seutukuva.network import Network
from seutukuva.network.drawing import Places, Thinned, layout, thinned
from seutukuva.web.kit.releases.files import write_whole


def places(key: str, whole: Network, shown: Thinned) -> Places:
    """Return where actors stand, of those drawn of the whole network and of those shown now.

    key: what is drawn. Who stood before stands there still; who is new gets a place, which is kept.
    Those shown now who are not drawn of the whole (it is thinned) stand beside their partners.
    """
    file = _file(key)
    before = _read(file)
    base = thinned(whole.actors, whole.ties)
    ids = set(base.actors["id"])
    stood = {id_: place for id_, place in before.items() if id_ in ids}
    if len(stood) < len(ids):
        stood = layout(base.actors, base.ties, earlier=before)
        alive = set(whole.actors["id"])
        _write(file, {id_: place for id_, place in before.items() if id_ in alive} | stood)
    more = shown.actors.filter(~shown.actors["id"].is_in(list(ids)))
    if more.is_empty():
        return stood
    everyone = base.actors.select("id").vstack(more.select("id"))
    inner = whole.ties.filter(
        whole.ties["source"].is_in(everyone["id"].to_list()) & whole.ties["target"].is_in(everyone["id"].to_list())
    )
    return {
        id_: stood.get(id_) or _inside(place, stood) for id_, place in layout(everyone, inner, earlier=stood).items()
    }


def _inside(place: tuple[float, float], stood: Places) -> tuple[float, float]:
    """Return a place moved into the picture of the whole network, whose frame then stays as it is."""
    across, down = zip(*stood.values(), strict=True)
    return min(max(place[0], min(across)), max(across)), min(max(place[1], min(down)), max(down))


def _file(key: str) -> Path:
    return Path(settings.VAR) / "network" / f"{hashlib.sha256(key.encode('utf-8')).hexdigest()}.json"


def _read(file: Path) -> Places:
    if not file.exists():
        return {}
    return {id_: (x, y) for id_, (x, y) in json.loads(file.read_text(encoding="utf-8")).items()}


def _write(file: Path, kept: Places) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    write_whole(file, json.dumps(kept).encode("utf-8"))
