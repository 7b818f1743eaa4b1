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
# # Solutions to notebook 07 练习答案

# %%
import pandas as pd
from scipy.stats import qmc

import sim
from sim.teaching.checking import check
from sim.teaching.small import scaled

# %% [markdown]
# **07.1** Which parameter does the evidence on attendance narrow down?

# %%
ranges = {
    "attendance.intercept": (0.6, 1.4), "attendance.speak": (-1.0, -0.4),
    "disputes.base": (-5.5, -3.9), "learning.exponent": (0.0, 0.35),
}
paths = {name: f"uncertainties.{name}" for name in ranges}
case = sim.read("small-county", ["world.regions.central.villages_per_county=20", "clock.months=30"])
function = sim.connector(case, paths, ["attendance_over_time", "active"], replications=1)
tried = scaled(qmc.LatinHypercube(4, seed=7).random(60), ranges)
came = pd.DataFrame([function(**row) for row in tried.to_dict("records")])
accepted = came["attendance_over_time"].between(0.30, 0.40) & (came["active"] < 0.15)
left = tried[accepted].std() / tried.std()
check("07.1", left.idxmin())

# %% [markdown]
# **07.2** Is the strength of learning (`learning.exponent`) identified by these two targets? True or False

# %%
check("07.2", bool(left["learning.exponent"] < 0.8))
