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
# # 06 · Sensitivity, and why noise fools Sobol 敏感性分析，以及噪声如何骗过 Sobol 指数
#
# **Question.** Does satisfaction over time (全程平均满意度) hang on how readily people come to meetings, or on how content
# they are to begin with? And can the method tell a number that matters from one that does nothing at all?
#
# A *dummy* (虚拟因素) stands beside the two real factors (因素): it is named, varied, and changes nothing. Guess its share of
# the variance, as Sobol's total index (总效应指数) will report it.

# %%
import warnings

import numpy as np
import pandas as pd
from SALib.analyze import sobol as analyse
from SALib.sample import sobol as sample

import sim
from sim.figures.lesson import dots, points
from sim.teaching.checking import check
from sim.teaching.exercises import SMALL
from sim.teaching.small import scaled

# %% [markdown]
# The shipped way: a study (研究设计) is a file that says scenarios, factors, method and outcomes. This one ships as
# `what-satisfaction-hangs-on`; `gaiju sensitivity what-satisfaction-hangs-on` does the same from a terminal. It makes 80
# points of a Saltelli design (a sampling scheme for Sobol's indices), two runs each, and every point meets the same luck
# (公共随机数). Two warnings before you read it. The 80 points stand on 16 *base points*, which is few: an index is known only
# roughly, and an estimate may even leave 0 to 1. And *beyond chance* is not *important*: a factor with .003 of the variance is
# told from chance, and next to nothing.

# %%
found = sim.sensitivity("what-satisfaction-hangs-on")
found

# %%
found.figure("bars")

# %% [markdown]
# So contentment at the start carries nearly all of it, and how readily people come to meetings hardly anything.
#
# How much of a single run is luck (seed 种子), and how much the factors? The study keeps count, since it made more than one
# run of each point. `seed_share` is the share of the variance between single runs that is due to the seed:

# %%
found.noise[["outcome", "seed_share", "replications"]]

# %% [markdown]
# Now by hand, the way it is often done: every run with luck of its own (各用各的种子). `sim.connector` gives the model as a
# plain function of named numbers, here with a seed for each call.

# %%
names = {"meetings": "uncertainties.attendance.intercept", "content": "uncertainties.satisfaction.base"}


def lived(seed, values):
    case = sim.read("small-county", [*SMALL, f"runs.seed={seed}"])
    return sim.connector(case, names, ["satisfaction_over_time"], replications=1)(**values)["satisfaction_over_time"]


ranges = {"meetings": (0.6, 1.4), "content": (18.0, 23.0), "dummy": (0.0, 1.0)}
problem = {"num_vars": 3, "names": list(ranges), "bounds": [(0.0, 1.0)] * 3}
warnings.filterwarnings("ignore")  # SALib's own, on pandas
design = scaled(sample.sample(problem, 16, calc_second_order=False, seed=1), ranges)
own = np.array([lived(seed, row) for seed, row in enumerate(design[list(names)].to_dict("records"))])
fooled = analyse.analyze(problem, own, calc_second_order=False, seed=1)
told = pd.DataFrame({"value": fooled["ST"]}, index=list(ranges))
dots(told, "Own luck: the dummy seems to matter", "Sobol total index of each factor; it should be 0 for the dummy.", "total index")

# %% [markdown]
# Why? Look at the runs: the outcome against a parameter that does something, and luck over all of it.

# %%
points(design["content"], pd.Series(own, name="satisfaction over time"), "A cloud: luck is as large as the effect")

# %% [markdown]
# Common luck is no cure for everything: it answers for *that* luck. An honest table takes several replications (重复) of each
# point, shows the share of the variance due to the seed, gives intervals, and calls a factor influential only above the dummy.
#
# The same connector serves other tools: a function of named numbers, which gives outcomes by name.

# %%
function = sim.connector(sim.read("small-county", SMALL), names, ["satisfaction_over_time"], replications=2)
function(meetings=0.8, content=20.0)

# %% [markdown]
# The EMA Workbench (`pip install ema_workbench`, not needed here) takes it as it is:
#
# ```python
# from ema_workbench import Model, RealParameter, ScalarOutcome, perform_experiments
#
# model = Model("gaiju", function=function)
# model.uncertainties = [RealParameter("meetings", 0.6, 1.4), RealParameter("content", 18.0, 23.0)]
# model.outcomes = [ScalarOutcome("satisfaction_over_time")]
# experiments, results = perform_experiments(model, scenarios=50)
# ```

# %% [markdown]
# ## Exercises 练习
#
# **06.1** Which total index must a factor have that changes nothing?

# %%
check("06.1", ...)

# %% [markdown]
# **06.2** Is the index of the dummy near zero (below .05) when every point has luck of its own? `True` or `False`

# %%
check("06.2", ...)

# %% [markdown]
# **06.3** How many runs does a Saltelli design with 16 base points and 3 factors need?

# %%
check("06.3", ...)

# %% [markdown]
# ## Answer 答案

# %%
index = found.table[found.table["index"] == "ST"].set_index("factor")
best, luck = index.drop("dummy")["value"].idxmax(), found.noise["seed_share"].iloc[0]
print(f"Total index of the dummy: {fooled['ST'][2]:.2f} with own luck, {index.loc['dummy', 'value']:.2f} with common luck.")
print(f"{luck:.0%} of the spread of single runs is luck. With luck in common, {best} carries {index.loc[best, 'value']:.2f} ({index.loc[best, 'ci_low']:.2f} to {index.loc[best, 'ci_high']:.2f}).")
