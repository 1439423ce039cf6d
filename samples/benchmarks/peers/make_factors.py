"""Draws rows of a factor analysis model, so that every peer fits the same numbers.

The recipe, with g = numpy.random.Generator(numpy.random.PCG64(seed)) and the draws in this order:

1. loadings: standard normal                              d x k
2. deviations of the noise: uniform(0.5, 2)               d
3. means: 3 * standard normal                             d
4. rows, 65,536 at a time: mean + loadings @ standard normal + deviation * standard normal

The file holds float64, little-endian, row-major, without a header.
"""

import argparse

import numpy as np

BLOCK = 65_536


def main():
    parser = argparse.ArgumentParser(description="Write the rows of a factor analysis model.")
    parser.add_argument("data", help="file to write the rows to")
    parser.add_argument("--rows", type=int, required=True, help="n, the number of rows")
    parser.add_argument("--dimension", type=int, required=True, help="d, the length of a row")
    parser.add_argument("--factors", type=int, required=True, help="k, the number of factors")
    parser.add_argument("--seed", type=int, default=1, help="seed of PCG64 (default 1)")
    options = parser.parse_args()
    g = np.random.Generator(np.random.PCG64(options.seed))
    loadings = g.standard_normal((options.dimension, options.factors))
    deviations = g.uniform(0.5, 2, size=options.dimension)
    means = 3 * g.standard_normal(options.dimension)
    rows = np.empty((options.rows, options.dimension))
    for start in range(0, options.rows, BLOCK):
        block = rows[start : start + BLOCK]
        factors = g.standard_normal((len(block), options.factors))
        block[:] = means + factors @ loadings.T + deviations * g.standard_normal(block.shape)
    rows.astype("<f8").tofile(options.data)


if __name__ == "__main__":
    main()
