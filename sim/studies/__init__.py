"""Studies of one model: sensitivity, sweeps, discoveries, ablations, the load map."""
