"""What evidence tells the rooms above it, which it does not know."""

from django.dispatch import Signal

# A rating was made, changed, confirmed or taken back. Arguments: ecosystem (id), dimension, rating (URN), gone (bool).
rating_changed = Signal()
