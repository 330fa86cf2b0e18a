"""Scans under load while workers, servers and databases are killed; every answer must stand."""
