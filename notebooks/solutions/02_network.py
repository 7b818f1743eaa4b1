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
# # Solutions to notebook 02 练习答案

# %%
import sim
from sim.teaching.checking import check
from sim.teaching.small import beside_neighbours, months_of, ties_by_layer

# %% [markdown]
# **02.1** In which layer does a household have most ties?

# %%
check("02.1", ties_by_layer(sim.read("small-county")).idxmax())

# %% [markdown]
# **02.2** How alike are a household and those it listens to if nobody influences anybody (correlation of support)?

# %%
alone = sim.ConversionModel(sim.read("small-county", ["without=[peer_influence]"]))
months_of(alone, [])
without = beside_neighbours(alone, "support").corr().iloc[0, 1]
check("02.2", without)

# %% [markdown]
# **02.3** How much of the correlation does influence add?

# %%
model = sim.ConversionModel(sim.read("small-county"))
months_of(model, [])
check("02.3", beside_neighbours(model, "support").corr().iloc[0, 1] - without)
