"""Screenshots of the main pages for the documentation: `make screenshots`.

Builds the demo in a folder of its own, serves it, and writes docs/pictures/<name>-<width>.png.
"""

from __future__ import annotations

import gzip
import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from seutukuva.charts import palette, png
from seutukuva.network import read_network
from seutukuva.network.drawing import draw, layout, thinned

BASE = "http://127.0.0.1:8179"
TARGET = Path(__file__).resolve().parents[1] / "docs" / "pictures"
PROJECTS = Path(__file__).resolve().parent / "reference" / "networks"
PAGES = {
    "town": "/sv/programmes/seutukaupungit/towns/rauma/",
    "overview": "/fi/programmes/seutukaupungit/",
    "picture": "/fi/published/harjoitusverkosto-kuusilahti/",
}
SIZES = {1440: 1250, 390: 844}


def main() -> None:
    """Build, serve, photograph."""
    command = str(Path(sys.executable).with_name("seutukuva"))
    with tempfile.TemporaryDirectory() as var:
        environment = os.environ | {"SEUTUKUVA_VAR": var}
        subprocess.run([command, "demo", "--no-serve"], env=environment, check=True)
        server = subprocess.Popen(
            [command, "serve", "--bind", "127.0.0.1:8179"], env=environment, stderr=subprocess.DEVNULL
        )
        try:
            wait()
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(
                    executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
                )
                photograph(browser)
                browser.close()
        finally:
            server.terminate()
            server.wait(timeout=15)
    draw_projects()


def wait() -> None:
    """Wait until the server answers."""
    for _ in range(60):
        try:
            urllib.request.urlopen(f"{BASE}/healthz", timeout=2)
        except OSError:  # refused, or too slow at its first breath
            time.sleep(0.5)
        else:
            return
    raise SystemExit("the server did not start")


def photograph(browser: Browser) -> None:
    """Write a picture of every page at every width."""
    TARGET.mkdir(parents=True, exist_ok=True)
    for width, height in SIZES.items():
        page = browser.new_page(viewport={"width": width, "height": height})
        for name, path in PAGES.items():
            page.goto(BASE + path)
            page.screenshot(path=TARGET / f"{name}-{width}.png")
        page.close()


def draw_projects() -> None:
    """Draw the real network of Finnish organisations in EU projects."""
    nodes, edges = (gzip.decompress((PROJECTS / f"h2020_{name}.csv.gz").read_bytes()) for name in ("nodes", "edges"))
    network = read_network(nodes, edges)
    shown = thinned(network.actors, network.ties, most_actors=150, most_ties=400)
    spec = draw(shown.actors, shown.ties, layout(shown.actors, shown.ties), language="en", width=900)
    spec["background"] = palette.PAPER
    (TARGET / "network-projects.png").write_bytes(png(spec, "en", scale=1.0))


if __name__ == "__main__":
    main()
