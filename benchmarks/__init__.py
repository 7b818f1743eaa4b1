"""How fast the month is, and what it takes: measured against a plain Mesa model and against a bare reference.

Three ways through the same months are timed in turn, so that a busy machine slows all of them alike:

plain Mesa
    the same rules as somebody writes them who has read the Mesa tutorial: one agent a household, Python floats,
    ``AgentSet.do`` a step, neighbours cached as lists (:mod:`benchmarks.plain_mesa`);
columns
    the engine (:mod:`sim.month`);
reference
    what numpy and scipy alone would need for as many draws, array passes and one product of every layer
    (:mod:`benchmarks.reference`).

``python -m benchmarks`` prints times, ``python -m benchmarks.memory`` memory. Nothing here is imported by ``sim``, and
no test asserts a time.
"""
