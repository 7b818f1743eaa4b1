"""How fast the month is, and what it takes: measured against a plain Mesa model.

Two ways through the same months are timed in turn, so that a busy machine slows both alike:

plain Mesa
    the same rules as somebody writes them who has read the Mesa tutorial: one agent a household, Python floats,
    ``AgentSet.do`` a step, neighbours cached as lists (:mod:`benchmarks.plain_mesa`);
engine
    the agents' methods as compiled loops over rows (:mod:`sim.month`).

``python -m benchmarks`` prints times, ``python -m benchmarks.memory`` memory. Nothing here is imported by ``sim``, and
no test asserts a time.
"""
