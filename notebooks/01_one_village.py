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
# # 01 · One village, month by month 一个村，逐月看
#
# **Question.** A county tells one village: be a community (社区) by June 2023. What happens between that order and the
# plate (挂牌)?
#
# Guess before you run: will the village be declared (挂牌) in time? In substance (实质改居), or in name only
# (只挂牌未落实)? Or not at all within five years?
#
# A *scenario* (情景) is a file; `sim.read` reads a shipped one by its name. Every word stands in the glossary
# (`docs/glossary.md`).

# %%
import sim
from sim.figures.lesson import lines
from sim.teaching.checking import check
from sim.teaching.exercises import DUES, PAIRS
from sim.teaching.small import ends_of, months_of

case = sim.read("one-village")
model = sim.ConversionModel(case)

# %% [markdown]
# A model is a Mesa model: it can be stepped, and its agents (主体) can be looked at. Here is one household (农户) after a
# year: its support for conversion (支持度, 0 to 1), and three of those it listens to, with what each counts for in what it
# hears (all together 1).

# %%
for _ in range(12):
    model.step()
household = model.agents_by_type[sim.Household][0]
print(model)
print(household, "supports conversion by", round(float(household.support), 2))
[f"{other}: {float(weight):.0%}" for other, weight in household.neighbours[:3]]

# %% [markdown]
# Now the whole life of the village, from the beginning. First the work: how far it is, and how hard the date presses.

# %%
seen = months_of(
    sim.ConversionModel(case),
    ["progress", "pressure", "stalled_share", "attendance", "support", "trust", "fairness", "grievance", "open_cases"],
)
work = seen[["progress", "pressure", "stalled_share"]]
work.columns = ["counted work done", "pressure on cadres", "stalled by open cases"]
lines(work, "The date presses at once; then open cases stop the work", "One run; everything is a share from 0 to 1.")

# %% [markdown]
# And what people feel: fairness (公平感) goes first, grievance (怨气) comes with open cases, trust (信任度) hardly moves,
# support (支持度) follows slowly.

# %%
felt = seen[["support", "trust", "fairness", "grievance", "attendance"]]
felt.columns = ["support", "trust", "fairness", "grievance", "attendance"]
lines(felt, "Fairness falls, and faster once the vote comes before the talk", "Attendance: at the last meeting.")

# %% [markdown]
# The same in one row: the village's stages (阶段). A failed vote would be a cross. `sim.run` keeps a whole run in tables:
# type `found.tables` to see which.

# %%
found = sim.run(case, replications=1)
found.figure("timeline")

# %% [markdown]
# Why did a household act as it did? `sim.explain` tells a life, and of what each decision was made.

# %%
life = sim.explain(case, household=0)
print("\n".join(life.sentences()[:14]))
life.figure()

# %% [markdown]
# ## Exercises 练习
#
# **01.1** In which month (as `"2021-01"`) is the plan decided (已表决)? `found.tables.stages` holds every change.

# %%
check("01.1", ...)

# %% [markdown]
# **01.2** For how many months do open cases stop the work (停滞)?

# %%
check("01.2", ...)

# %% [markdown]
# **01.3** Give the village time: `sim.read("one-village", ["policy.rollout.due=2025-12"])`. By how much does the share of
# households consulted before the vote (`consultation_quality`, 决策前参与协商比例) grow, mean of `PAIRS` (6) runs?
# `ends_of(sim.run(case, replications=PAIRS), "consultation_quality").mean()` is that share for one case.

# %%
check("01.3", ...)

# %% [markdown]
# ## Answer 答案

# %%
# DUES: the deadline of this village, 2023-06, and the later one of 01.3, 2025-12
early, late = (sim.run(sim.read("one-village", [f"policy.rollout.due={due}"]), replications=PAIRS) for due in DUES)
share = [float(ends_of(one, "consultation_quality").mean().iloc[0]) for one in (early, late)]
stalled = int((seen["stalled_share"] > 0).sum())
print(f"Work stood still for {stalled} of {len(seen)} months; {seen['progress'].iloc[-1]:.0%} was done at the end.")
print(f"Consulted before the vote: {share[0]:.0%} of households with the early date, {share[1]:.0%} with the late one.")
