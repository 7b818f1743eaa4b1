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
# # Solutions to notebook 08 练习答案

# %%
import sim
from sim.teaching.checking import check
from sim.teaching.exercises import PAIRS, SMALL
from sim.teaching.own import Grudging, OneByOne
from sim.teaching.small import ends_of, months_of, with_policy

# %% [markdown]
# **08.1** Is a lever code? True or False

# %%
check("08.1", False)

# %% [markdown]
# **08.2** What share of the counted work is done at the end (`progress`) if a village begins every second month?

# %%
mine = with_policy(sim.read("small-county"), OneByOne(every=2), "Every 2")
check("08.2", ends_of(sim.run(mine, replications=PAIRS), "progress").mean().iloc[0])

# %% [markdown]
# **08.3** If only households come whose support is below .75, is attendance at the end higher than usual? True or False

# %%
tiny = sim.read("small-county", SMALL)
usual = months_of(sim.ConversionModel(tiny), ["attendance"])["attendance"]
grudging = months_of(sim.ConversionModel(tiny, own=[Grudging]), ["attendance"])["attendance"]
check("08.3", bool(grudging.iloc[-1] > usual.iloc[-1]))
