"""What a government can do: amend terms.

A policy never writes a state or an outcome. It says, month by month and from what the government sees, under which
terms everybody acts; what comes of it emerges.
"""
