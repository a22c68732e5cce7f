"""How the documentation is built: Markdown through MyST, reference from the docstrings; warnings are errors in CI."""

from seutukuva import __version__

project = "Seutukuva"
author = "The Seutukuva founders"
copyright = "2026, The Seutukuva founders"
release = version = __version__

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.viewcode", "sphinx_copybutton"]
myst_enable_extensions = ["deflist", "colon_fence"]
myst_heading_anchors = 3
exclude_patterns = ["_build"]
autodoc_typehints = "description"
autodoc_member_order = "bysource"
html_theme = "furo"
html_title = "Seutukuva"
html_static_path: list[str] = []
nitpicky = False
