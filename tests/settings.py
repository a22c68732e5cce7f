"""Settings under test: the site's own."""

from seutukuva.web.site.settings import *
