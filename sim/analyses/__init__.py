"""What is concluded from the tables of runs: one file an analysis."""
