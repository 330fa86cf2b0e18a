"""The doors: what comes in is checked and handed on. No rule, no query."""
