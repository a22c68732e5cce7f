"""Interviews as work: quotas, whom to interview, invitations, consent, and how far each interview is."""
