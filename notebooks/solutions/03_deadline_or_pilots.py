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
# # Solutions to notebook 03 练习答案

# %%
from sim.teaching.checking import check
from sim.teaching.exercises import rollouts
from sim.teaching.small import ends_of

# %% [markdown]
# **03.1** How much lower is the share of nameplates under pilots (pilots minus deadline, as a share)?

# %%
found = rollouts()
plates = ends_of(found, "nameplate_share")
check("03.1", (plates["phased-pilots"] - plates["uniform-deadline"]).mean())

# %% [markdown]
# **03.2** And with four times the outside staff (`world.terms.outside_staff=2.4`)?

# %%
ample = ends_of(rollouts("world.terms.outside_staff=2.4"), "nameplate_share")
check("03.2", (ample["phased-pilots"] - ample["uniform-deadline"]).mean())

# %% [markdown]
# **03.3** By how many months do pilots reach half of the villages, in substance, later?

# %%
months = ends_of(found, "months_to_substantive_50")
check("03.3", (months["phased-pilots"] - months["uniform-deadline"]).mean())
