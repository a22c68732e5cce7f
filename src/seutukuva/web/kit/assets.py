"""Folders of installed packages and of the build that the page's static files come from."""

from importlib import resources
from pathlib import Path

CHART_SCRIPT_FOLDER = Path(str(resources.files("seutukuva.charts") / "static"))


def font_directory() -> Path:
    """Return the folder of the page's typeface, from the package font-source-sans-pro (OFL)."""
    return Path(str(resources.files("font_source_sans_pro") / "files"))
