"""Build step of the distribution: what is made from installed packages and never committed.

Compiles every gettext catalogue (.po -> .mo, with Babel) and writes the page's chart script
(vl-convert's bundle of Vega, Vega-Lite and Vega-Embed). Runs in a wheel build, an editable install and
`python build_hooks/assets.py`.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import vl_convert
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "seutukuva"
BUNDLE = SOURCE / "charts" / "static" / "seutukuva" / "vega.js"


def compile_catalogues() -> int:
    """Write a .mo beside every .po; return how many."""
    catalogues = sorted(SOURCE.rglob("*.po"))
    for path in catalogues:
        with path.open("rb") as source:
            catalogue = read_po(source, locale=path.parents[1].name)
        with path.with_suffix(".mo").open("wb") as target:
            write_mo(target, catalogue)
    return len(catalogues)


def write_bundle() -> None:
    """Write the script with which a page turns a Vega-Lite dictionary into a live figure."""
    BUNDLE.parent.mkdir(parents=True, exist_ok=True)
    BUNDLE.write_text(vl_convert.javascript_bundle(), encoding="utf-8")


try:
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface
except ModuleNotFoundError:  # run by hand in an environment without the build backend
    BuildHookInterface = object


class AssetsBuildHook(BuildHookInterface):
    """hatchling calls `initialize` before it collects the files."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        compile_catalogues()
        write_bundle()


if __name__ == "__main__":
    compile_catalogues()
    write_bundle()
