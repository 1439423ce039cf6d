"""Draws rows of a Gaussian mixture and a common starting point, so that every peer fits the same numbers.

The recipe, with g = numpy.random.Generator(numpy.random.PCG64(seed)) and the draws in this order:

1. weights: dirichlet(5, ..., 5)                          K
2. means: separation * standard normal                    K x d
3. factors: lower triangle of standard normal / sqrt(2d), the diagonal replaced by uniform(0.5, 1.5)
                                                          K x d x d (a normal d x d block, then d uniforms, per cluster)
4. labels: choice(K, size=n, p=weights)                   n
5. rows, 65,536 at a time: mean[label] + factor[label] @ standard normal
6. start: K distinct rows as means, equal weights, and in every cluster the diagonal covariance of all rows

The files hold float64, little-endian, without a header:

    data    rows                                          n x d, row-major
    start   weights, means (row-major), variances         K + K*d + d
"""

import argparse

import numpy as np

BLOCK = 65_536


def draw_truth(g, k, d, separation):
    weights = g.dirichlet(np.full(k, 5.0))
    means = separation * g.standard_normal((k, d))
    factors = np.empty((k, d, d))
    for factor in factors:
        factor[:] = np.tril(g.standard_normal((d, d)) / np.sqrt(2.0 * d), -1)
        np.fill_diagonal(factor, g.uniform(0.5, 1.5, size=d))
    return weights, means, factors


def draw_rows(g, n, weights, means, factors):
    labels = g.choice(len(weights), size=n, p=weights)
    rows = np.empty((n, means.shape[1]))
    for start in range(0, n, BLOCK):
        block = slice(start, min(n, start + BLOCK))
        label = labels[block]
        noise = g.standard_normal((len(label), means.shape[1]))
        rows[block] = means[label]
        for k, factor in enumerate(factors):
            rows[block][label == k] += noise[label == k] @ factor.T
    return rows


def draw_start(g, k, rows):
    means = rows[g.choice(len(rows), size=k, replace=False)]
    return np.concatenate([np.full(k, 1.0 / k), means.ravel(), rows.var(axis=0)])


def main():
    parser = argparse.ArgumentParser(description="Write the rows of a Gaussian mixture and a starting point.")
    parser.add_argument("data", help="file to write the rows to")
    parser.add_argument("start", help="file to write the starting point to")
    parser.add_argument("--rows", type=int, required=True, help="n, the number of rows")
    parser.add_argument("--dimension", type=int, required=True, help="d, the length of a row")
    parser.add_argument("--clusters", type=int, required=True, help="K, the number of clusters")
    parser.add_argument("--separation", type=float, default=1.5, help="scale of the true means (default 1.5)")
    parser.add_argument("--seed", type=int, default=1, help="seed of PCG64 (default 1)")
    options = parser.parse_args()
    if min(options.rows, options.dimension, options.clusters) < 1 or options.clusters > options.rows:
        parser.error("rows, dimension and clusters must be positive, and clusters no more than rows")

    g = np.random.Generator(np.random.PCG64(options.seed))
    truth = draw_truth(g, options.clusters, options.dimension, options.separation)
    rows = draw_rows(g, options.rows, *truth)
    start = draw_start(g, options.clusters, rows)
    rows.astype("<f8").tofile(options.data)
    start.astype("<f8").tofile(options.start)


if __name__ == "__main__":
    main()
