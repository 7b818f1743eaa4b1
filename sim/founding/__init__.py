"""Founding: from what a scenario says to the first state of every agent.

Founding has streams of its own, so a world is one and the same under every policy.
"""
