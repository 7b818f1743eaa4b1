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
# # Solutions to notebook 01 练习答案

# %%
import sim
from sim.teaching.checking import check
from sim.teaching.exercises import DUES, PAIRS
from sim.teaching.small import ends_of, months_of

# %% [markdown]
# **01.1** In which month (as 2021-01) is the plan of the village decided?

# %%
found = sim.run(sim.read("one-village"), replications=1)
stages = found.tables.stages
check("01.1", stages.loc[stages["stage"] == "decided", "month"].iloc[0])

# %% [markdown]
# **01.2** For how many months do open cases stop the work?

# %%
seen = months_of(sim.ConversionModel(sim.read("one-village")), ["stalled_share"])
check("01.2", (seen["stalled_share"] > 0).sum())

# %% [markdown]
# **01.3** By how much does the share of households consulted before the vote grow if the plate is due in 2025-12?

# %%
# DUES: the deadline of this village, 2023-06, and the later one of 01.3, 2025-12
early, late = (sim.run(sim.read("one-village", [f"policy.rollout.due={due}"]), replications=PAIRS) for due in DUES)
shares = [ends_of(found, "consultation_quality").mean().iloc[0] for found in (early, late)]
check("01.3", shares[1] - shares[0])
