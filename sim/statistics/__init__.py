"""What follows from the tables of runs: differences, intervals, and the recommendation they support."""
