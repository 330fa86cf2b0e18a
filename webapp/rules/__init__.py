"""What is allowed and what comes first: pure functions over values, one list of rules per act."""
