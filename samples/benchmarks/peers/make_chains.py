"""Draws sequences of a Gaussian hidden Markov model and a common starting point, so that every peer fits the same numbers.

The recipe, with g = numpy.random.Generator(numpy.random.PCG64(seed)) and the draws in this order:

1. initial, means, factors: the weights, means and factors of make_data.py, with states for clusters
2. transition: 0.9 on the diagonal, and 0.1 * dirichlet(5, ..., 5) added to every row
                                                          S x S
3. one instant of all sequences at a time, states: the first whose cumulative probability exceeds a uniform draw; then
   entries: mean[state] + factor[state] @ standard normal
4. start: S distinct entries as means, equal initial probabilities, 0.8 on the diagonal of the transition and 0.2 / S added
   everywhere, and in every state the diagonal covariance of all entries

The files hold float64, little-endian, without a header:

    data    sequences                                     n x T x d, row-major
    start   initial, transition, means, variances         S + S*S + S*d + d
"""

import argparse

import numpy as np

from make_data import draw_truth


def draw_transition(g, s):
    return 0.9 * np.eye(s) + 0.1 * g.dirichlet(np.full(s, 5.0), size=s)


def draw_sequences(g, n, t, initial, transition, means, factors):
    sequences = np.empty((n, t, means.shape[1]))
    cumulative = transition.cumsum(axis=1)
    last = len(initial) - 1
    states = np.minimum(last, np.searchsorted(initial.cumsum(), g.random(n), side="right"))
    for instant in range(t):
        if instant > 0:
            states = np.minimum(last, (cumulative[states] <= g.random(n)[:, None]).sum(axis=1))
        noise = g.standard_normal((n, means.shape[1]))
        sequences[:, instant] = means[states] + np.einsum("nij,nj->ni", factors[states], noise)
    return sequences


def draw_start(g, s, sequences):
    entries = sequences.reshape(-1, sequences.shape[2])
    means = entries[g.choice(len(entries), size=s, replace=False)]
    transition = 0.8 * np.eye(s) + 0.2 / s
    return np.concatenate([np.full(s, 1.0 / s), transition.ravel(), means.ravel(), entries.var(axis=0)])


def main():
    parser = argparse.ArgumentParser(description="Write sequences of a Gaussian hidden Markov model and a starting point.")
    parser.add_argument("data", help="file to write the sequences to")
    parser.add_argument("start", help="file to write the starting point to")
    parser.add_argument("--sequences", type=int, required=True, help="n, the number of sequences")
    parser.add_argument("--length", type=int, required=True, help="T, the instants of each")
    parser.add_argument("--dimension", type=int, required=True, help="d, the numbers of an instant")
    parser.add_argument("--states", type=int, required=True, help="S, the number of states")
    parser.add_argument("--separation", type=float, default=1.5, help="scale of the true means (default 1.5)")
    parser.add_argument("--seed", type=int, default=1, help="seed of PCG64 (default 1)")
    options = parser.parse_args()
    if min(options.sequences, options.length, options.dimension, options.states) < 1:
        parser.error("sequences, length, dimension and states must be positive")
    if options.states > options.sequences * options.length:
        parser.error("there must be at least as many instants as states")

    g = np.random.Generator(np.random.PCG64(options.seed))
    initial, means, factors = draw_truth(g, options.states, options.dimension, options.separation)
    transition = draw_transition(g, options.states)
    sequences = draw_sequences(g, options.sequences, options.length, initial, transition, means, factors)
    start = draw_start(g, options.states, sequences)
    sequences.astype("<f8").tofile(options.data)
    start.astype("<f8").tofile(options.start)


if __name__ == "__main__":
    main()
