"""Pictures of what was found: one file a figure, made from an analysis alone."""
