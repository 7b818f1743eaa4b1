"""What one agent does, as pure functions of numbers or arrays.

A file holds one mechanism: its reason and literature, its equation, its declared numbers, its functions. A rule
never knows where its inputs come from: the same function serves a whole column and a single Mesa agent, and because
it keeps the arithmetic rule of :mod:`sim.arrays` both get the same bits.
"""
