"""From a fresh clone to a program that serves the local network.

Two halves. The first runs under the system's Python before any library exists, so it imports the
standard library alone: `bootstrap` and what it calls. The second runs in the virtual environment
that the first one made: `start` and what it calls.
"""
