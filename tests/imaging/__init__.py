"""Pictures to codes, tried on real pictures made here."""
