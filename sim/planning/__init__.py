"""Before a run: the calendar of a policy, its bill, what it costs to simulate and how coarse the world is."""
