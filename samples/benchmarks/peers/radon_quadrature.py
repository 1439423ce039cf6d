"""Radon in the houses of Minnesota (Gelman and Hill 2007, section 12.6) without chance, for the tests of the zoo:

    log radon ~ Normal(alpha[county] + slope * floor, within), alpha ~ Normal(base + effect * uranium, between),
    base, effect, slope ~ Normal(0, 10), between, within ~ HalfNormal(1).

Given the two standard deviations all others are Normal and integrated out in closed form; these two are summed over a grid. Prints means, standard deviations and the log
evidence. Needs numpy.

    python radon_quadrature.py ../../../../shared/data/tables/HLMdiag__radon.csv
"""

import csv
import sys

import numpy as np

PRIOR = 10.0


def read(path):
    with open(path) as file:
        rows = list(csv.DictReader(file))
    names = sorted({row["county.name"] for row in rows})
    county = np.array([names.index(row["county.name"]) for row in rows])
    column = lambda name: np.array([float(row[name]) for row in rows])
    return names, county, column("log.radon"), column("basement"), column("uranium")


def main(path):
    names, county, y, floor, uranium = read(path)
    x = np.column_stack([np.ones_like(y), uranium, floor])
    count = np.bincount(county).astype(float)
    sums = np.array([np.bincount(county, weights=column) for column in x.T]).T
    totals = np.bincount(county, weights=y)
    xx, xy, yy = x.T @ x, x.T @ y, y @ y

    between = np.linspace(0.0005, 0.6, 600)
    within = np.linspace(0.68, 0.86, 240)
    cells = (between[1] - between[0]) * (within[1] - within[0])
    logs, means, spreads, first = [], [], [], []
    for a in between:
        for w in within:
            # (w² I + a² 1 1ᵀ)⁻¹ = (I − shrink 1 1ᵀ) / w² for each county
            shrink = a * a / (w * w + count * a * a)
            precision = (xx - (sums * shrink[:, None]).T @ sums) / w**2 + np.eye(3) / PRIOR**2
            pull = (xy - sums.T @ (shrink * totals)) / w**2
            squares = (yy - shrink @ totals**2) / w**2
            covariance = np.linalg.inv(precision)
            mean = covariance @ pull
            log_det = len(y) * np.log(w * w) + np.log1p(count * a * a / (w * w)).sum()
            log_density = -0.5 * (len(y) * np.log(2 * np.pi) + log_det + squares - pull @ mean)
            log_density -= 0.5 * np.linalg.slogdet(precision)[1] + 3 * np.log(PRIOR)
            log_density += 2 * np.log(2) - np.log(2 * np.pi) - 0.5 * (a * a + w * w)
            logs.append(log_density)
            means.append(mean)
            spreads.append(covariance)
            level = np.array([1, sums[0, 1] / count[0], 0]) @ mean
            residual = totals[0] - sums[0] @ mean
            first.append(level + shrink[0] * residual)
    logs, means, spreads, first = map(np.array, (logs, means, spreads, first))
    weights = np.exp(logs - logs.max())
    print(f"log evidence {logs.max() + np.log(weights.sum() * cells):.4f}")
    weights /= weights.sum()
    mean = weights @ means
    variance = np.einsum("g,gij->ij", weights, spreads) + np.einsum("g,gi,gj->ij", weights, means - mean, means - mean)
    for name, m, v in zip(("base", "effect", "slope"), mean, np.diag(variance)):
        print(f"{name:8} {m:.5f} {np.sqrt(v):.5f}")
    grid = weights.reshape(len(between), len(within))
    for name, values, share in (("between", between, grid.sum(1)), ("within", within, grid.sum(0))):
        m = share @ values
        print(f"{name:8} {m:.5f} {np.sqrt(share @ (values - m) ** 2):.5f}   mass at the ends {share[0]:.1e} {share[-1]:.1e}")
    print(f"alpha of {names[0]} {weights @ first:.5f}")


main(sys.argv[1])
