"""From the agents' methods, the only place where a step is written, to the loops of :mod:`sim.compiled.made`."""
