"""All agents of one kind, an array an attribute.

``Households`` (plural) is the state of all households; a row is one of them. The Mesa agent ``Household`` (singular) is
a row with a voice. Arrays are read-only except for the one writer, :func:`sim.month.settle`.
"""
