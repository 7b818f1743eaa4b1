"""Which runs to make: one file a design."""
