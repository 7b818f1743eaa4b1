"""Declaring: when the plate is changed, and what inspection and after-care do.

Each quarter the secretary of a village that has decided weighs pressure and career against integrity and the chance to
be found out, given what is still missing (symbolic compliance: Meyer and Rowan 1977; Zhou Xueguang 2010). With a tenth
or less missing the village is simply done. A village declared with more missing is a nameplate.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.arrays import Flags, Rows, logistic
from sim.quantity import declared
from sim.rules.attendance import TRIAL


@dataclass(frozen=True, slots=True)
class Declaration:
    """Numbers of the decision to declare."""

    early: float = declared(
        1.0, "1", 0.0, 1.0, "1: unfinished villages can be declared; 0: never", assumed="switch of the mechanism"
    )
    done: float = declared(
        0.10, "share", 0.05, 0.2, "Missing counted work at which a village counts as done", assumed=TRIAL
    )
    most: float = declared(0.55, "share", 0.4, 0.7, "Missing work above which nobody dares to declare", assumed=TRIAL)
    least_pressure: float = declared(0.05, "1", 0.0, 0.2, "Pressure below which nobody declares early", assumed=TRIAL)
    noise: float = declared(0.06, "1", 0.02, 0.12, "Spread of unobserved reasons", assumed=TRIAL)
    reluctance: float = declared(
        -2.0, "logit", -3.0, -0.5, "Intercept of declaring early",
        assumed="below the trial's -1.5: with votes and stalls simulated more villages are late at the date",
    )  # fmt: skip
    blamed: float = declared(
        0.85, "1", 0.6, 1.0, "What is left of career concern after a nameplate is found", assumed=TRIAL
    )
    quarter: int = declared(3, "months", 1, 6, "Months between occasions to declare", evidence="assessment_quarterly")
    consolidate: int = declared(
        24, "months", 12, 36, "Months after declaration at which a sound village counts as consolidated", assumed=TRIAL
    )
    relapse: float = declared(
        0.75,
        "1",
        0.5,
        0.9,
        "Services or trust below this share of their value at declaration are a relapse",
        assumed=TRIAL,
    )
    uproar: float = declared(
        0.03,
        "share",
        0.01,
        0.1,
        "Households petitioning together at one time that make a relapse",
        assumed="three in a hundred at the gate at once is what a county remembers",
    )
    sufficient: float = declared(
        0.45,
        "share",
        0.3,
        0.6,
        "Households attending at least one round below which consultation was insufficient",
        evidence="insufficient_consultation",
        assumed="the audit that found 22 % gives no threshold; set so that skipping the second round falls below it",
    )


def declares(p: Declaration, *, missing: Rows, pressure: Rows, concern: Rows, integrity: Rows, detection: Rows) -> Rows:
    """Return the chance that the village is declared this quarter.

    >>> z = np.float64(0.0)
    >>> at = dict(pressure=z + .9, concern=z + .5, integrity=z + .6, detection=z + .25)
    >>> [round(float(declares(Declaration(), missing=z + m, **at)), 3) for m in (.05, .3, .6)]
    [1.0, 0.227, 0.0]
    """
    weight = pressure * concern - integrity * np.sqrt(missing) - detection * missing
    early = p.early * logistic(weight / p.noise + p.reluctance)
    possible = (missing <= p.most) & (pressure > p.least_pressure)
    return np.where(missing <= p.done, 1.0, np.where(possible, early, 0.0))


def relapsed(
    p: Declaration, *, service: Rows, service_then: Rows, trust: Rows, trust_then: Rows, together: Rows
) -> Flags:
    """Return whether a declared place has fallen back: in services, in trust, or into a mass petition.

    >>> z = np.float64(1.0)
    >>> bool(relapsed(Declaration(), service=z * .7, service_then=z, trust=z, trust_then=z, together=z * 0))
    True
    """
    fell = (service < p.relapse * service_then) | (trust < p.relapse * trust_then)
    return np.asarray(fell | (together > p.uproar))


def nameplate(p: Declaration, missing: Rows) -> Flags:
    """Return whether a village with this much missing counted work carries only the plate.

    >>> bool(nameplate(Declaration(), np.float64(0.2)))
    True
    """
    return missing > p.done
