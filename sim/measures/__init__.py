"""What we look at: pure functions of a world or of a run's months, each with unit and direction.

Looking changes nothing: neither the world nor anybody's luck.
"""
