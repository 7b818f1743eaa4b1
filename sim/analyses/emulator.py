"""Stand-ins for the model: what a target's counterpart is on average at any parameter set, learned from runs.

A second-degree polynomial: the lasso, cross-validated, chooses the terms (Tibshirani 1996), Bayesian ridge regression
on those says how sure it is and tells the luck of single runs apart from the mean (MacKay 1992), both of scikit-learn.
Tried on the first 120 runs of the shipped study, each predicting runs left out (five-fold), mean share of variance over
seven fitted patterns: lasso .61, Gaussian process with one length a factor .56, with one length for all .55, extra
trees .57, first-degree polynomial .54, all terms without a choice .36. A Gaussian process
also takes a hundred times as long to learn.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.analyses.case_study import Block
from sim.arrays import Codes, Rows

FOLDS = 5
LEAST = 20
"""Runs with data below which nothing is learned."""


@dataclass(frozen=True, slots=True, eq=False)
class Emulator:
    """A learned counterpart of one target.

    Attributes
    ----------
    terms
        Numbers of the polynomial's terms that count.
    luck
        Standard deviation of single runs around the mean of their parameter set.
    """

    model: Any
    terms: Codes
    centre: float
    spread: float
    luck: float

    def predict(self, places: Block) -> tuple[Rows, Rows]:
        """Return mean counterpart and its standard deviation, luck not included.

        Parameters
        ----------
        places
            Sets x factors, each factor from 0 to 1 over its range.
        """
        features = polynomial(places)[:, self.terms]
        mean = features @ self.model.coef_ + self.model.intercept_
        doubt = np.sqrt(np.maximum(np.einsum("ij,jk,ik->i", features, self.model.sigma_, features), 0.0))
        return self.centre + self.spread * mean, self.spread * doubt

    def main_effects(self, factors: int) -> Rows:
        """Return how far each factor alone moves the mean: variance over its range, the others in the middle."""
        found = np.empty(factors)
        for factor in range(factors):
            line = np.full((21, factors), 0.5)
            line[:, factor] = np.linspace(0.0, 1.0, 21)
            found[factor] = np.var(self.predict(line)[0])
        return found


def learned(places: Block, values: Rows) -> Emulator | None:
    """Return the emulator of one target from runs, or None where too few have data or nothing ever varies.

    Parameters
    ----------
    places
        Runs x factors in [0, 1].
    values
        Counterpart in each run, nan where there is none.
    """
    known = ~np.isnan(values)
    if known.sum() < LEAST:
        return None
    places, values = places[known], values[known]
    centre, spread = float(values.mean()), float(values.std())
    if spread == 0.0:
        return None
    terms, model = _fitted(places, (values - centre) / spread)
    return Emulator(model, terms, centre, spread, spread / float(np.sqrt(model.alpha_)))


def explained(places: Block, values: Rows, emulator: Emulator) -> float:
    """Return the share of the variance between runs that is predicted for runs left out (five-fold), luck included.

    The terms are those chosen with all runs, which makes it a little too favourable, and twenty times as fast.
    """
    from sklearn.linear_model import BayesianRidge

    known = ~np.isnan(values)
    values = values[known]
    features = polynomial(places[known])[:, emulator.terms]
    fold = np.arange(values.shape[0]) % FOLDS
    left_out = np.empty_like(values)
    for number in range(FOLDS):
        mine = fold == number
        left_out[mine] = BayesianRidge().fit(features[~mine], values[~mine]).predict(features[mine])
    return 1.0 - float(np.mean((values - left_out) ** 2) / np.var(values))


def polynomial(places: Block) -> Block:
    """Return the terms of a second-degree polynomial of factors from 0 to 1: each, squares, products; centred.

    >>> polynomial(np.array([[0.5, 1.0]])).tolist()
    [[0.0, 1.0, -1.0, 0.0, 1.0]]
    """
    centred = 2.0 * places - 1.0
    first, second = np.triu_indices(centred.shape[1])
    products = centred[:, first] * centred[:, second]
    return np.hstack([centred, np.where(first == second, 2.0 * products - 1.0, products)])


def _fitted(places: Block, values: Rows) -> tuple[Codes, Any]:
    """Return the terms that count, at least one, and the regression on them."""
    from sklearn.exceptions import ConvergenceWarning
    from sklearn.linear_model import BayesianRidge, LassoCV

    features = polynomial(places)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)  # of penalties so small that they are never chosen
        lasso = LassoCV(cv=FOLDS, max_iter=5000).fit(features, values)
    strength = np.abs(lasso.coef_)
    terms = np.flatnonzero(strength) if strength.any() else np.array([0])
    return terms, BayesianRidge().fit(features[:, terms], values)
