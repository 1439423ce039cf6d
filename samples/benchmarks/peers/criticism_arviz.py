"""Prints ArviZ's answers about the fixed inputs of the tests of org.platen.inference.criticism, which quote them.

Inputs are made of a linear congruential generator, so that they are the same numbers in any language.
"""

import warnings

warnings.simplefilter("ignore")

import arviz as az
import numpy as np
import scipy
from arviz.stats.diagnostics import _rhat, _split_chains, _z_scale
from arviz.stats.ecdf_utils import _ecdf_band_interior_probability, ecdf_confidence_band
from scipy.stats import binom, chisquare


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



def log_ratios(draws, tail, seed=7):
    """Logs of ratios; the larger the tail, the heavier."""
    uniform = Uniform(seed)
    return np.array([tail * -np.log(uniform()) + 0.1 * (uniform() - 0.5) for _ in range(draws)])


def smoothing():
    for name, ratios, efficiency in [
        ("light", log_ratios(1000, 0.2), 1.0),
        ("moderate", log_ratios(1000, 0.6), 1.0),
        ("heavy", log_ratios(2000, 1.2), 1.0),
        ("bounded", -log_ratios(500, 1.0), 1.0),
        ("correlated", log_ratios(1000, 0.6), 0.3),
        ("offset", log_ratios(400, 0.5) - 5000, 1.0),
        ("few", log_ratios(30, 0.5), 1.0),
    ]:
        weights, shape = az.psislw(ratios, efficiency)
        squares = np.sum(np.exp(2 * weights))
        index = int(np.argmax(ratios))
        numbers = [shape, weights[0], weights[1], weights[index], np.sum(weights), efficiency / squares]
        print(f'            "{name}" to listOf({", ".join(repr(float(x)) for x in numbers)}),')


DATA = [-1.2, -0.7, -0.4, -0.1, 0.0, 0.3, 0.5, 0.8, 1.1, 5.0]


def log_densities(heavy):
    """[chain][draw][point]: of a Normal, or of a Student t with 3 degrees of freedom up to a constant, at 4 chains of 300 locations."""
    locations = 0.6 * chains(4, 300, 0.4, 0.0)
    squares = (np.array(DATA) - locations[:, :, None]) ** 2
    return -2 * np.log1p(squares / 3) - 1.0 if heavy else -0.5 * squares - 0.92


def numpy_waic(log_density):
    """As in the paper, with draws - 1 and points - 1 in the denominators of variances, where ArviZ has draws and points."""
    flat = log_density.reshape(-1, log_density.shape[-1])
    variance = np.var(flat, axis=0, ddof=1)
    pointwise = np.log(np.mean(np.exp(flat), axis=0)) - variance
    return [pointwise.sum(), np.sqrt(len(DATA) * np.var(pointwise, ddof=1)), variance.sum(), pointwise[9]]


def accuracy():
    fits = {}
    correction = np.sqrt(len(DATA) / (len(DATA) - 1))
    for heavy in (False, True):
        density = log_densities(heavy)
        name = "studentT" if heavy else "normal"
        fits[name] = az.from_dict(posterior={"x": density[:, :, 0]}, log_likelihood={"y": density})
        for efficiency in (1.0, 0.5):
            loo = az.loo(fits[name], pointwise=True, reff=efficiency)
            numbers = [loo.elpd_loo, loo.se * correction, loo.p_loo, loo.loo_i.values[0], loo.loo_i.values[9]]
            print(f"loo of {name}, efficiency {efficiency}: {[float(x) for x in numbers]}")
            print(f"    shapes {loo.pareto_k.values.tolist()}")
        efficiencies = [
            float(az.ess(np.exp(density[:, :, i]), method="mean") / density[:, :, i].size) for i in range(len(DATA))
        ]
        print(f"efficiencies of {name}: {efficiencies}")
        each = [az.psislw(-density[:, :, i].ravel(), efficiencies[i])[0] + density[:, :, i].ravel() for i in range(len(DATA))]
        print(f"loo of {name}, each point its efficiency: {float(sum(np.log(np.sum(np.exp(x))) for x in each))}")
        print(f"waic of {name}: {[float(x) for x in numpy_waic(density)]}")
        waic = az.waic(fits[name], pointwise=True)
        print(f"waic of {name} by ArviZ: {float(waic.elpd_waic)} {float(waic.p_waic)}")
    table = az.compare(fits, ic="loo", var_name="y")
    print(f"compare: {table.index.tolist()} {table.elpd_diff.tolist()} {(table.dse * correction).tolist()}")


def envelopes():
    for size, number, level in [(100, 9, 0.95), (250, 19, 0.9), (1000, 4, 0.95)]:
        points = np.arange(1, number + 1) / (number + 1)
        # The band at the end of the line is of no width, and given as a point it is not counted.
        with_end = np.append(points, 1.0)
        low, high = ecdf_confidence_band(size, with_end, with_end, level)
        low, high = np.rint(low * size).astype(int), np.rint(high * size).astype(int)
        before = np.insert(with_end[:-1], 0, 0.0)
        inside = _ecdf_band_interior_probability((with_end - before) / (1 - before), size, low, high + 1)
        print(f"envelope {size}, {number}, {level}: {low[:-1].tolist()} {high[:-1].tolist()} {float(inside)}")


def calibration():
    """Ranks among 99 draws, of 300 data sets: uniform, and of posteriors half as wide as they should be."""
    uniform = Uniform(11)
    even = np.array([int(100 * uniform()) for _ in range(300)])
    narrow = np.where(even < 25, 0, np.where(even >= 75, 99, 2 * (even - 25)))
    for name, ranks in [("even", even), ("narrow", narrow)]:
        counts = np.bincount(ranks * 20 // 100, minlength=20)
        inside = np.mean((ranks >= 25) & (ranks <= 74))
        interval = binom.ppf([0.025, 0.975], 300, 0.5) / 300
        bias = (ranks.mean() / 99 - 0.5) / np.sqrt(np.var(np.arange(100) / 99) / 300)
        print(f"ranks {name}: {counts.tolist()} {float(chisquare(counts).pvalue)} {float(inside)} {interval.tolist()} {float(bias)}")


if __name__ == "__main__":
    print("ArviZ", az.__version__, "SciPy", scipy.__version__)
    convergence()
    smoothing()
    accuracy()
    envelopes()
    calibration()
