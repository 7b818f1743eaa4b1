"""One household's life: watched, taken apart, told, and held against the life it would have had elsewhere."""
