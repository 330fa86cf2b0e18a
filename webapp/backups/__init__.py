"""The whole book in one file, and back again.

`files` writes a file whole or not at all and says what a file is; `on_sqlite` and `on_postgresql`
know their engine's own way to copy a book that is being written; `versions` knows the migrations.
What is asked for is in `webapp.commands.backup` and `restore`.
"""
