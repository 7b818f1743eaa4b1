"""One agent as a ``mesa.Agent``: a row with a voice, one file a kind.

``Households`` (plural) is a table of arrays; ``Household`` (singular) is one row of it, with ties to its neighbours,
its village, its groups. Its methods decide for it alone and loop over its own ties: they are the month told one agent
at a time, the readable twin of the fast path in ``sim.phases``. Both give the same bits, in any order of agents, as
both take their numbers from the same rules and the same luck; ``tests/agreement`` holds them to it.
"""
