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
# **Question.** The sources say: 35 % of households attend (参会率), fewer than 15 % take an active part (主动参与率). We accept
# 30 to 40 % and under 15 %. Which values of four parameters agree with that, and which does it teach us nothing about?
#
# Guess: how many of the four are narrowed down?

# %%
from pathlib import Path

import pandas as pd
from scipy.stats import qmc

import sim
from sim.evidence.claims import claim
from sim.figures.lesson import dots, points
from sim.reading.ensembles import read_ensemble
from sim.teaching.checking import check
from sim.teaching.small import range_left, scaled

for name in ("consultation_participation", "active_decision_participation"):
    print(name, claim(name).value, claim(name).unit, "·", claim(name).text_zh[0], "· trust:", claim(name).trust)

# %% [markdown]
# Sixty points of a Latin hypercube over the declared ranges (`gaiju parameters`), all with the same luck. `sim.connector`
# gives the model as a function of those four. The county has twenty villages: with five, luck would decide how many points
# agree (try another `runs.seed`).

# %%
ranges = {
    "attendance.intercept": (0.6, 1.4), "attendance.speak": (-1.0, -0.4),
    "disputes.base": (-5.5, -3.9), "learning.exponent": (0.0, 0.35),
}
paths = {name: f"uncertainties.{name}" for name in ranges}
outcomes = ["attendance_over_time", "active", "disputes"]
case = sim.read("small-county", ["world.regions.central.villages_per_county=20", "clock.months=30"])
function = sim.connector(case, paths, outcomes, replications=1)
tried = scaled(qmc.LatinHypercube(4, seed=7).random(60), ranges)
came = pd.DataFrame([function(**row) for row in tried.to_dict("records")])
fits, quiet = came["attendance_over_time"].between(0.30, 0.40), came["active"] < 0.15
accepted = fits & quiet
print(f"Of {len(tried)} points {fits.sum()} agree on attendance and {quiet.sum()} on taking an active part.")
points(tried["attendance.intercept"], came["attendance_over_time"].rename("attendance over time, share"),
       "Attendance follows its intercept, and hardly anything else")

# %% [markdown]
# Each accepted point (接受的参数组) agrees with the evidence. (A test that every point passes teaches nothing.) How widely do
# they still spread, against the whole range?

# %%
left = (tried[accepted].std() / tried.std()).to_frame("value")
dots(left, f"{accepted.sum()} of {len(tried)} points agree; {(left['value'] > 0.8).sum()} parameters are about as unknown as before",
     "1: nothing was learned; a little above or below is chance. Spread of the accepted points over that of all.", "spread left")

# %% [markdown]
# And what does *not* follow: the accepted points disagree on disputes (权益纠纷), which nobody was asked about.

# %%
points(tried.loc[accepted, "disputes.base"], came.loc[accepted, "disputes"].rename("disputes per 1,000 households"),
       "Accepted by the evidence on attendance, and far apart on disputes")

# %% [markdown]
# ## The same at full size 完整的校准
#
# `gaiju calibrate calibration` asks more: more parameters, more numbers of the sources, larger worlds, and a search in waves.
# That takes long; its answer, an *ensemble* (参数集合), ships. How much of each declared range is left in it? What narrowed a
# parameter above may leave it open here: a source of low trust may be off by 35 %, so that 23 to 47 % attending agree, and
# sixteen parameters can make up for each other.

# %%
kept, free = range_left("national"), read_ensemble("national").made_by["free"].split(",")
dots(kept, f"Nothing is learned of {len(free)} of {len(kept)} parameters",
     "1: nothing was learned; a little above is chance. From the 5 % to the 95 % quantile of the ensemble.", "range left")

# %% [markdown]
# And does the model agree with numbers it was never fitted to (held out 留出)? `gaiju validate` keeps a scorecard, with the
# default parameters; this is the recorded one. [docs/validation.md](../docs/validation.md) tells each.

# %%
card = pd.read_csv(Path(sim.__file__).parents[1] / "results/validation/last.csv")
card["use"] = card["use"].map({"calibrate": "fitted", "validate": "held out"})
card.pivot_table(index="use", columns="verdict", values="pattern", aggfunc="count", fill_value=0)

# %% [markdown]
# ## Exercises 练习
#
# **07.1** Which of the four parameters does the evidence on attendance narrow down? (its name, as in the figure)

# %%
check("07.1", ...)

# %% [markdown]
# **07.2** Is the strength of learning (`learning.exponent`) identified by these two targets? `True` or `False`

# %%
check("07.2", ...)

# %% [markdown]
# ## Answer 答案

# %%
narrowed, span, unfitted = left["value"].idxmin(), came.loc[accepted, "disputes"], card[card["use"] == "held out"]["verdict"]
print(f"{accepted.sum()} of {len(tried)} points agree. {narrowed} keeps {left['value'].min():.0%} of its spread, the others {left['value'].drop(narrowed).mean():.0%}.")
print(f"Among points that agree, disputes run from {span.min():.0f} to {span.max():.0f} per 1,000 households: that stays unknown here.")
print(f"At full size nothing is learned of {len(free)} of {len(kept)} parameters; of {len(unfitted)} numbers held out {(unfitted == 'holds').sum()} hold and {(unfitted == 'fails').sum()} fail.")
