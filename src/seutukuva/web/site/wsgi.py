"""Entry point of a web server: `seutukuva.web.site.wsgi:application`."""

import os

from django.core.wsgi import get_wsgi_application

from seutukuva.web.site.collecting import look_seldom

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "seutukuva.web.site.settings")
application = get_wsgi_application()
look_seldom()
