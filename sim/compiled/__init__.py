"""The engine: the steps of the agents as loops over rows, compiled.

``made.py`` is what :mod:`sim.translation` makes of :mod:`sim.agents` and :mod:`sim.rules` (``make step``); a test
compares the two. :mod:`sim.compiled.engine` hands the columns of a world to these loops.
"""
