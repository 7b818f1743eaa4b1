# ---
# jupyter:
#   jupytext:
#     formats: ipynb,py:percent
#     text_representation:
#       extension: .py
#       format_name: percent
#       format_version: '1.3'
#       jupytext_version: 1.19.6
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Solutions to notebook 06 练习答案

# %%
import warnings

import numpy as np
from SALib.analyze import sobol as analyse
from SALib.sample import sobol as sample

import sim
from sim.teaching.checking import check
from sim.teaching.exercises import SMALL
from sim.teaching.small import scaled

# %% [markdown]
# **06.1** Which Sobol total index (0 to 1) must a factor have that changes nothing?

# %%
check("06.1", 0.0)

# %% [markdown]
# **06.2** Is the index of the dummy near zero (below .05) when every point has luck of its own? True or False

# %%
names = {"meetings": "uncertainties.attendance.intercept", "content": "uncertainties.satisfaction.base"}


def lived(seed, values):
    case = sim.read("small-county", [*SMALL, f"runs.seed={seed}"])
    return sim.connector(case, names, ["satisfaction_over_time"], replications=1)(**values)["satisfaction_over_time"]


warnings.filterwarnings("ignore")  # SALib's own, on pandas
ranges = {"meetings": (0.6, 1.4), "content": (18.0, 23.0), "dummy": (0.0, 1.0)}
problem = {"num_vars": 3, "names": list(ranges), "bounds": [(0.0, 1.0)] * 3}
design = scaled(sample.sample(problem, 16, calc_second_order=False, seed=1), ranges)
own = np.array([lived(seed, row) for seed, row in enumerate(design[list(names)].to_dict("records"))])
fooled = analyse.analyze(problem, own, calc_second_order=False, seed=1)
check("06.2", bool(fooled["ST"][2] < 0.05))

# %% [markdown]
# **06.3** How many runs does a Saltelli design of 16 base points and 3 factors need (no second order)?

# %%
check("06.3", len(design))
