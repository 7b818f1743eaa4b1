"""Who knows whom: layers of ties, drawn once at founding and then fixed.

A village is not well mixed. News, example and grievance travel along a few ties a household, dense among kin and next
door, thin between villages, and the order in which a county's villages turn depends on that thinness. Each layer is
one file that says how its ties come about; :mod:`sim.networks.network` mixes them once, so that a month costs one
sparse product instead of five.

Ties do not scale with the weight of a household row: a row that stands for thirty-six households has the ties of one.
"""
