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
# # 07 · Calibrating against the evidence, and what stays unknown 用证据校准，以及仍然未知的
#
# **Question.** The sources say: 30 to 40 % of households attend (参会率), fewer than 15 % take an active part (主动参与率).
# Which values of four parameters agree with that, and which parameters does it teach us nothing about?
#
# Guess: how many of the four are narrowed down?

# %%
import pandas as pd
from scipy.stats import qmc

import sim
from sim.evidence.claims import claim
from sim.figures.lesson import dots, points
from sim.teaching.checking import check
from sim.teaching.exercises import SMALL
from sim.teaching.small import outcomes_at, scaled

for name in ("consultation_participation", "active_decision_participation"):
    print(name, claim(name).value, claim(name).unit, "·", claim(name).text_zh[0], "· trust:", claim(name).trust)

# %% [markdown]
# Sixty points of a Latin hypercube over the declared ranges (`gaiju parameters`), all with the same luck.

# %%
case = sim.read("small-county", SMALL)
ranges = {
    "attendance.intercept": (0.6, 1.4), "attendance.speak": (-1.0, -0.4),
    "disputes.base": (-5.5, -3.9), "learning.exponent": (0.0, 0.35),
}
tried = scaled(qmc.LatinHypercube(4, seed=7).random(60), ranges)
outcomes = ["attendance_over_time", "active", "disputes"]
came = pd.DataFrame([outcomes_at(case, row, outcomes, 7) for row in tried.to_dict("records")])
accepted = came["attendance_over_time"].between(0.30, 0.40) & (came["active"] < 0.15)
points(tried["attendance.intercept"], came["attendance_over_time"], "Attendance follows its intercept, and hardly anything else")

# %% [markdown]
# Each accepted point (接受的参数组) agrees with the evidence. How widely do they still spread, against the whole range?

# %%
left = (tried[accepted].std() / tried.std()).to_frame("value")
dots(left, f"{accepted.sum()} of {len(tried)} points agree; three parameters are as unknown as before",
     "1: nothing was learned. Spread of the accepted points over that of all.", "spread left", zero=False)

# %% [markdown]
# And what does *not* follow: the accepted points disagree on disputes (权益纠纷), which nobody was asked about.

# %%
points(tried.loc[accepted, "disputes.base"], came.loc[accepted, "disputes"].rename("disputes per 1,000 households"),
       "Accepted by the evidence on attendance, and far apart on disputes")

# %% [markdown]
# ## Exercises 练习
#
# **07.1** Which parameter does the evidence narrow down? (its path)

# %%
check("07.1", ...)

# %% [markdown]
# **07.2** Is the strength of learning (`learning.exponent`) identified by these two targets? `True` or `False`

# %%
check("07.2", ...)

# %% [markdown]
# ## Answer 答案

# %%
narrowed, span = left["value"].idxmin(), came.loc[accepted, "disputes"]
print(f"{accepted.sum()} of {len(tried)} points agree. {narrowed} keeps {left['value'].min():.0%} of its spread, the others {left['value'].drop(narrowed).mean():.0%}.")
print(f"Among points that agree, disputes run from {span.min():.0f} to {span.max():.0f} per 1,000 households: that stays unknown here.")
