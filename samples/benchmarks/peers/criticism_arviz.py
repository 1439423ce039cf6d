"""Prints ArviZ's answers about the fixed inputs of the tests of org.platen.inference.criticism, which quote them.

Inputs are made of a linear congruential generator, so that they are the same numbers in any language.
"""

import warnings

warnings.simplefilter("ignore")

import arviz as az
import numpy as np
from arviz.stats.diagnostics import _rhat, _split_chains, _z_scale


class Uniform:
    """s <- (1103515245 s + 12345) mod 2^31; u = (s + 1/2) / 2^31."""

    def __init__(self, seed):
        self.state = seed

    def __call__(self):
        self.state = (1103515245 * self.state + 12345) % 2**31
        return (self.state + 0.5) / 2**31


def chains(count, draws, memory, shift):
    """First-order autoregressions; chain c is moved by c * shift."""
    uniform = Uniform(1)
    result = np.empty((count, draws))
    for chain in range(count):
        value = 0.0
        for draw in range(draws):
            value = memory * value + uniform() - 0.5
            result[chain, draw] = value + chain * shift
    return result


def split_r_hat(draws):
    """What az.rhat does after it has refused a single chain."""
    halves = _split_chains(draws)
    return max(_rhat(_z_scale(halves)), _rhat(_z_scale(abs(halves - np.median(halves)))))


def convergence():
    for name, draws in {
        "independent": chains(4, 250, 0.0, 0.0),
        "correlated": chains(4, 500, 0.9, 0.0),
        "alternating": chains(2, 101, -0.6, 0.0),
        "apart": chains(3, 100, 0.5, 0.3),
        "single": chains(1, 400, 0.7, 0.0),
        "rounded": np.floor(4 * chains(4, 100, 0.5, 0.0)),
    }.items():
        numbers = {
            "rHat": az.rhat(draws) if len(draws) > 1 else split_r_hat(draws),
            "bulkSize": az.ess(draws, method="bulk"),
            "tailSize": az.ess(draws, method="tail"),
            "meanSize": az.ess(draws, method="mean"),
            "medianSize": az.ess(draws, method="quantile", prob=0.5),
            "meanError": az.mcse(draws, method="mean"),
            "deviationError": az.mcse(draws, method="sd"),
            "quantileError(0.1)": az.mcse(draws, method="quantile", prob=0.1),
        }
        print(f'            "{name}" to listOf({", ".join(repr(float(x)) for x in numbers.values())}),')


if __name__ == "__main__":
    print("ArviZ", az.__version__)
    convergence()
