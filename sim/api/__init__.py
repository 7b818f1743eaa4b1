"""What the command line and a notebook ask for: run, compare, study, explain, load."""
