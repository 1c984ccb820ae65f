"""Manners shared by all pages and the API: errors, limits, idempotency, health, the supervisor."""
