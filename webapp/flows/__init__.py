"""The conversations: one file per kind of work, one scan in, one answer out."""
