"""Lotwise: which lot and which serial number is where, where it came from and who got it."""
