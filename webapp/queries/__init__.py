"""Reads with names: frozen rows, ready to show or to judge. Nothing here changes anything."""
