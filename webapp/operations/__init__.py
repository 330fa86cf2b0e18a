"""Everything that changes something: one verb per function, one unit of work per act."""
