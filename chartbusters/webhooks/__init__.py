"""Signed messages to servers of organisers: each subject has its endpoints, each event its
deliveries, and a server that is slow, away or hostile costs nobody else anything."""
