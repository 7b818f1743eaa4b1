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
# # Solutions to notebook 04 练习答案

# %%
import numpy as np

import sim
from sim.teaching.checking import check
from sim.teaching.exercises import PAIRS, with_lever
from sim.teaching.small import ends_of, keyed, one_generator

# %% [markdown]
# **04.1** One more question a month: what share of all decisions changes, with one generator for everything?

# %%
check("04.1", np.mean(one_generator(20, 24, 0) != one_generator(20, 24, 1)))

# %% [markdown]
# **04.2** And with luck keyed by decision, month and household?

# %%
check("04.2", np.mean(keyed(20, 24, 0) != keyed(20, 24, 1)))

# %% [markdown]
# **04.3** How many times more runs would the comparison need without common luck?

# %%
bare, points = sim.read("small-county", ["name=none"]), with_lever("points_system")
both = ends_of(sim.compare([bare, points], replications=2 * PAIRS), "satisfaction_over_time")
alone = ends_of(sim.run(points, replications=2 * PAIRS, seed=99), "satisfaction_over_time").iloc[:, 0]
check("04.3", np.var(alone - both["none"]) / np.var(both["points-system"] - both["none"]))
