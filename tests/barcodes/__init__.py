"""Texts to readings: golden scans, a table of cases, and any text at all."""
