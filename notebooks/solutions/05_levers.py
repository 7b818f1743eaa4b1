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
# # Solutions to notebook 05 练习答案

# %%
from sim.teaching.checking import check
from sim.teaching.exercises import LEVERS, levers_compared

# %% [markdown]
# **05.1** Which lever of the list adds most to satisfaction over time?

# %%
table = levers_compared(*((name,) for name in LEVERS))
best = table["satisfaction_over_time"].idxmax()
check("05.1", best.replace("-", "_"))

# %% [markdown]
# **05.2** What does one point of satisfaction cost with it, in yuan per household?

# %%
check("05.2", table.loc[best, "cost"] / table.loc[best, "satisfaction_over_time"])

# %% [markdown]
# **05.3** By how many points do smart_platform and points_system together do more (or less) than their sum?

# %%
one, other, both = levers_compared(
    ("smart_platform",), ("points_system",), ("smart_platform", "points_system")
)["satisfaction_over_time"]
check("05.3", both - one - other)
