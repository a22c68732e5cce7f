"""How the documentation is built: Markdown through MyST, reference from the code itself; warnings are errors in CI."""

import sys
from pathlib import Path

from seutukuva import __version__

sys.path.insert(0, str(Path(__file__).parent))

from generated_pages import write_pages

project = "Seutukuva"
author = "The Seutukuva founders"
copyright = "2026, The Seutukuva founders"
release = version = __version__

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.viewcode", "sphinx_copybutton"]
myst_enable_extensions = ["deflist", "colon_fence"]
myst_heading_anchors = 3
exclude_patterns = ["_build", "reference/generated"]
autodoc_typehints = "description"
autodoc_member_order = "bysource"
html_theme = "furo"
html_title = "Seutukuva"

write_pages(Path(__file__).parent / "reference" / "generated")
