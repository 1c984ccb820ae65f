"""Manners of HTTP shared by all pages and the API: errors, limits, idempotency, who is asking."""
