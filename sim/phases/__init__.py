"""The phases of a month on whole columns, one file a phase.

A phase is a sequence of steps; a step lets all agents of one kind decide on the world as it stands and returns what is
to be written. Nothing here writes: :func:`sim.month.settle` does, after every step.
"""
