"""The clock: what is done once an hour, whoever visits."""

from __future__ import annotations

import os
import sys
import time

import django
import structlog

log = structlog.get_logger("seutukuva.clock")


def tick() -> None:
    """Do the hourly work: forget ended sessions and old results of jobs."""
    from django.core.management import call_command
    from django.db import close_old_connections

    call_command("clearsessions")
    call_command("prune_db_task_results", verbosity=0)
    close_old_connections()
    log.info("tick")


def main() -> None:
    """Tick now and then every hour."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "seutukuva.web.site.settings")
    django.setup()
    from seutukuva.web.site.logs import log_fault
    from seutukuva.web.site.serving import CLOCK_SECONDS

    sys.excepthook = log_fault
    while True:
        tick()
        time.sleep(CLOCK_SECONDS)


if __name__ == "__main__":
    main()
