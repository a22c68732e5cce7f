"""The audit trail's rows."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models


class AuditEvent(models.Model):
    """One action by one person. The address of the actor stands here too, so that it outlives the account."""

    when = models.DateTimeField(auto_now_add=True, db_index=True)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    actor_name = models.CharField(max_length=254)
    action = models.CharField(max_length=80)
    urn = models.CharField(max_length=200, db_index=True)
    programme_id = models.BigIntegerField(null=True, db_index=True)
    parameters = models.JSONField(default=dict)

    class Meta:
        ordering = ["-when", "-id"]

    def __str__(self) -> str:
        return f"{self.when:%Y-%m-%d %H:%M} {self.actor_name} {self.action} {self.urn}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise RuntimeError("an audit event is never changed")
        super().save(*args, **kwargs)
