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
# **Question.** Which numbers does satisfaction over time (全程平均满意度) hang on? And can the method tell a number that
# matters from one that does nothing at all?
#
# Here a *dummy* (虚拟因子) is put beside two real parameters: it is named, varied, and changes nothing. Guess its share of
# the variance, as Sobol's total index (总效应指数) will report it.
#
# This page uses SALib by hand on a tiny county, so that every step is to be seen.

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
from sim.teaching.small import outcome_at, scaled

warnings.filterwarnings("ignore")  # SALib's own, on pandas
case = sim.read("small-county", SMALL)
ranges = {"attendance.intercept": (0.6, 1.4), "satisfaction.base": (18.0, 23.0), "dummy": (0.0, 1.0)}
problem = {"num_vars": 3, "names": list(ranges), "bounds": [(0.0, 1.0)] * 3}
design = scaled(sample.sample(problem, 16, calc_second_order=False, seed=1), ranges)
len(design)

# %% [markdown]
# First the usual way: every run has luck of its own (own seed 各用各的种子).

# %%
own = np.array([outcome_at(case, row, "satisfaction_over_time", seed) for seed, row in enumerate(design.to_dict("records"))])
fooled = analyse.analyze(problem, own, calc_second_order=False, seed=1)
told = pd.DataFrame({"value": fooled["ST"]}, index=list(ranges))
dots(told, "Own luck: the dummy seems to matter", "Sobol total index of each factor; it should be 0 for the dummy.", "total index")

# %% [markdown]
# Why? Look at the runs: the outcome against a parameter that does something, and luck over all of it.

# %%
points(design["satisfaction.base"], pd.Series(own, name="satisfaction over time"), "A cloud: luck is as large as the effect")

# %% [markdown]
# Now the same design, all points with the same luck (common random numbers 公共随机数).

# %%
same = np.array([outcome_at(case, row, "satisfaction_over_time", 7) for row in design.to_dict("records")])
clear = analyse.analyze(problem, same, calc_second_order=False, seed=1)
shown = pd.DataFrame({"value": clear["ST"]}, index=list(ranges))
dots(shown, "Common luck: the dummy is exactly zero", "The same points, the same method.", "total index")

# %% [markdown]
# Common luck is no cure for everything: it answers for *that* luck. An honest table takes several replications (重复) of each
# point, shows the share of the variance due to the seed, and calls a factor influential only above the dummy.
#
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
noise = 1 - np.var(same) / np.var(own)
print(f"Total index of the dummy: {fooled['ST'][2]:.2f} with own luck, {clear['ST'][2]:.2f} with common luck.")
print(f"About {noise:.0%} of the variance of the noisy design is luck. With it gone, {list(ranges)[int(np.argmax(clear['ST']))]} carries {max(clear['ST']):.0%}.")
