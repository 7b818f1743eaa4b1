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
# # 04 · Why "the same seed" is not a fair comparison 为什么“同一个种子”并不公平
#
# **Question.** Two policies, the same seed (随机种子). Have they met the same luck? If not: how many runs does that cost?
#
# Guess: a program draws all its luck from one generator. One policy asks *one more question* a month. Of all the decisions
# that households take afterwards, how many change?

# %%
import numpy as np
import pandas as pd

import sim
from sim.figures.lesson import dots, picture
from sim.teaching.checking import check
from sim.teaching.exercises import PAIRS, with_lever
from sim.teaching.small import ends_of, keyed, one_generator

# %% [markdown]
# Twenty households, twenty-four meetings: who comes. Everything is the same, but one number more is drawn each month.

# %%
before, after = one_generator(20, 24, 0), one_generator(20, 24, 1)
picture(before != after, "One generator for everything: which decisions are others?", names=("same", "changed"))

# %% [markdown]
# gaiju gives each decision, month and household a number of its own, whatever else is asked (common random numbers 公共随机数).

# %%
changed = keyed(20, 24, 0) != keyed(20, 24, 1)
picture(changed, "Keyed luck: which decisions are others?", names=("same", "changed"))

# %% [markdown]
# What is that worth? Compare a county with and without points for taking part (积分制), once with common luck (*paired*
# 配对), once with luck of its own for each.

# %%
bare, points = sim.read("small-county", ["name=none"]), with_lever("points_system")
found = sim.compare([bare, points], replications=2 * PAIRS)
both = ends_of(found, "satisfaction_over_time")
alone = sim.run(points, replications=2 * PAIRS, seed=99)
paired = both["points-system"] - both["none"]
unpaired = ends_of(alone, "satisfaction_over_time").iloc[:, 0] - both["none"]
spread = pd.DataFrame({
    "value": [paired.mean(), unpaired.mean()],
    "low": [paired.quantile(0.05), unpaired.quantile(0.05)],
    "high": [paired.quantile(0.95), unpaired.quantile(0.95)],
}, index=["common luck", "luck of its own"])
dots(spread, "The same lever, the same number of runs", "Line: nine of ten differences.", "points of satisfaction over time")

# %% [markdown]
# ## Exercises 练习
#
# **04.1** One generator, one more question a month: what share of all decisions changes?

# %%
check("04.1", ...)

# %% [markdown]
# **04.2** And with keyed luck?

# %%
check("04.2", ...)

# %% [markdown]
# **04.3** How many times more runs does the comparison need without common luck? (`np.var` of both differences)

# %%
check("04.3", ...)

# %% [markdown]
# ## Answer 答案

# %%
ratio = np.var(unpaired) / np.var(paired)
print(f"With one generator {np.mean(before != after):.0%} of the decisions changed, with keyed luck {changed.mean():.0%}.")
print(f"Differences spread by {np.std(paired):.2f} points when paired and {np.std(unpaired):.2f} when not: {ratio:.0f} times the runs.")
