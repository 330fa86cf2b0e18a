"""Labels, tried by reading them back."""
