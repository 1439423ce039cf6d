"""Times EM for a Gaussian hidden Markov model in hmmlearn and prints what it found as one JSON object.

Time per iteration is (time of a long fit - time of a one-iteration fit) / (difference in iterations), so that the cost of
starting drops out; the median over the repeats is reported. No tolerance and no priors: every fit runs exactly the iterations
asked for, and maximises the likelihood. make_chains.py describes the files.
"""

import argparse
import json
import os
import platform
import resource
import statistics
import sys
import time

import hmmlearn
import numpy as np
from hmmlearn.hmm import GaussianHMM


def read(path, what, count):
    values = np.fromfile(path, dtype="<f8")
    if values.size != count:
        sys.exit(f"{path}: the {what} should hold {count} numbers, but the file holds {values.size}")
    return values


def timed_fit(entries, lengths, start, iterations, options):
    s, d = options.states, options.dimension
    model = GaussianHMM(
        n_components=s,
        covariance_type="full",
        covars_prior=0.0,
        covars_weight=0.0,
        n_iter=iterations,
        tol=-np.inf,
        init_params="",
        implementation=options.implementation,
    )
    model.startprob_ = start[:s]
    model.transmat_ = start[s : s + s * s].reshape(s, s)
    model.means_ = start[s + s * s : -d].reshape(s, d)
    model.covars_ = np.tile(np.diag(start[-d:]), (s, 1, 1))
    begin = time.perf_counter()
    model.fit(entries, lengths)
    return time.perf_counter() - begin, model


def measure(entries, lengths, start, options):
    milliseconds = []
    for _ in range(options.repeats):
        short, _ = timed_fit(entries, lengths, start, 1, options)
        long, model = timed_fit(entries, lengths, start, 1 + options.iterations, options)
        milliseconds.append(1e3 * (long - short) / options.iterations)
    return milliseconds, model


def peak_resident_bytes():
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else 1024 * peak


def arguments():
    parser = argparse.ArgumentParser(description="Time EM for a Gaussian hidden Markov model in hmmlearn.")
    parser.add_argument("data", help="file of n x T x d float64 numbers, row-major, little-endian")
    parser.add_argument("start", help="file of the starting point")
    parser.add_argument("--sequences", type=int, required=True, help="n, the number of sequences")
    parser.add_argument("--length", type=int, required=True, help="T, the instants of each")
    parser.add_argument("--dimension", type=int, required=True, help="d, the numbers of an instant")
    parser.add_argument("--states", type=int, required=True, help="S, the number of states")
    parser.add_argument("--implementation", choices=("log", "scaling"), default="scaling", help="of the recursions")
    parser.add_argument("--iterations", type=int, default=10, help="timed EM iterations after the first (default 10)")
    parser.add_argument("--repeats", type=int, default=3, help="pairs of fits (default 3)")
    options = parser.parse_args()
    if min(options.sequences, options.length, options.dimension, options.states, options.iterations, options.repeats) < 1:
        parser.error("sequences, length, dimension, states, iterations and repeats must be positive")
    return options


def main():
    options = arguments()
    n, t, d, s = options.sequences, options.length, options.dimension, options.states
    entries = read(options.data, "data (n*T*d)", n * t * d).reshape(n * t, d)
    start = read(options.start, "starting point (S + S*S + S*d + d)", s + s * s + s * d + d)
    lengths = np.full(n, t)

    milliseconds, model = measure(entries, lengths, start, options)
    peak = peak_resident_bytes()
    result = {
        "library": f"hmmlearn {hmmlearn.__version__}, numpy {np.__version__}, Python {platform.python_version()}",
        "implementation": options.implementation,
        "processors": os.cpu_count(),
        "sequences": n,
        "length": t,
        "dimension": d,
        "states": s,
        "iterations": model.monitor_.iter,
        "millisecondsPerIteration": statistics.median(milliseconds),
        "millisecondsPerIterationEach": milliseconds,
        "peakResidentBytes": peak,
        "logLikelihoodPerInstant": float(model.score(entries, lengths)) / (n * t),
        "initial": model.startprob_.tolist(),
        "transition": model.transmat_.tolist(),
        "means": model.means_.tolist(),
        "covariances": model.covars_.tolist(),
    }
    json.dump(result, sys.stdout, indent=1)
    print()


if __name__ == "__main__":
    main()
