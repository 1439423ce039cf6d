"""Times EM for a Gaussian mixture in scikit-learn and prints what it found as one JSON object.

Time per iteration is (time of a long fit - time of a one-iteration fit) / (difference in iterations), so that the
cost of starting and of the closing E-step drops out; the median over the repeats is reported. The tolerance is
zero: every fit runs exactly the iterations asked for. make_data.py describes the files.
"""

import argparse
import json
import os
import platform
import resource
import statistics
import sys
import time
import warnings

import numpy as np
import sklearn
from sklearn.exceptions import ConvergenceWarning
from sklearn.mixture import GaussianMixture
from threadpoolctl import threadpool_info

COVARIANCE_TYPES = ("full", "diag", "tied", "spherical")


def read(path, what, count):
    values = np.fromfile(path, dtype="<f8")
    if values.size != count:
        sys.exit(f"{path}: the {what} should hold {count} numbers, but the file holds {values.size}")
    return values


def read_start(path, k, d, covariance_type):
    values = read(path, "starting point (K + K*d + d)", k + k * d + d)
    variances = values[k + k * d :]
    precisions = {
        "full": lambda: np.tile(np.diag(1.0 / variances), (k, 1, 1)),
        "tied": lambda: np.diag(1.0 / variances),
        "diag": lambda: np.tile(1.0 / variances, (k, 1)),
        "spherical": lambda: np.full(k, 1.0 / variances.mean()),
    }
    return {
        "weights_init": values[:k],
        "means_init": values[k : k + k * d].reshape(k, d),
        "precisions_init": precisions[covariance_type](),
    }


def timed_fit(rows, iterations, options, start):
    mixture = GaussianMixture(
        n_components=options.clusters,
        covariance_type=options.covariance,
        tol=0.0,
        reg_covar=options.regularisation,
        max_iter=iterations,
        init_params="random_from_data",
        random_state=options.seed,
        **start,
    )
    begin = time.perf_counter()
    mixture.fit(rows)
    return time.perf_counter() - begin, mixture


def measure(rows, options, start):
    milliseconds = []
    for _ in range(options.repeats):
        short, _ = timed_fit(rows, 1, options, start)
        long, mixture = timed_fit(rows, 1 + options.iterations, options, start)
        milliseconds.append(1e3 * (long - short) / options.iterations)
    return milliseconds, mixture


def peak_resident_bytes():
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else 1024 * peak


def arguments():
    parser = argparse.ArgumentParser(description="Time EM for a Gaussian mixture in scikit-learn.")
    parser.add_argument("data", help="file of n x d float64 numbers, row-major, little-endian")
    parser.add_argument("--rows", type=int, required=True, help="n, the number of rows")
    parser.add_argument("--dimension", type=int, required=True, help="d, the length of a row")
    parser.add_argument("--clusters", type=int, required=True, help="K, the number of clusters")
    parser.add_argument("--covariance", choices=COVARIANCE_TYPES, default="full", help="covariance type (default full)")
    begin = parser.add_mutually_exclusive_group(required=True)
    begin.add_argument("--start", help="file of the starting point")
    begin.add_argument("--seed", type=int, help="start at random rows chosen by scikit-learn")
    parser.add_argument("--iterations", type=int, default=10, help="timed EM iterations after the first (default 10)")
    parser.add_argument("--repeats", type=int, default=5, help="pairs of fits (default 5)")
    parser.add_argument("--regularisation", type=float, default=1e-6, help="added to variances (default 1e-6)")
    options = parser.parse_args()
    if min(options.rows, options.dimension, options.clusters, options.iterations, options.repeats) < 1:
        parser.error("rows, dimension, clusters, iterations and repeats must be positive")
    return options


def main():
    options = arguments()
    n, d, k = options.rows, options.dimension, options.clusters
    rows = read(options.data, "data (n*d)", n * d).reshape(n, d)
    start = read_start(options.start, k, d, options.covariance) if options.start else {}
    warnings.simplefilter("ignore", ConvergenceWarning)  # a fixed number of iterations is the point here

    milliseconds, mixture = measure(rows, options, start)
    peak = peak_resident_bytes()
    result = {
        "library": f"scikit-learn {sklearn.__version__}, numpy {np.__version__}, Python {platform.python_version()}",
        "processors": os.cpu_count(),
        "threads": {pool["prefix"]: pool["num_threads"] for pool in threadpool_info()},
        "rows": n,
        "dimension": d,
        "clusters": k,
        "covariance": options.covariance,
        "regularisation": options.regularisation,
        "iterations": mixture.n_iter_,
        "millisecondsPerIteration": statistics.median(milliseconds),
        "millisecondsPerIterationEach": milliseconds,
        "peakResidentBytes": peak,
        "logLikelihoodPerRow": float(mixture.score(rows)),
        "weights": mixture.weights_.tolist(),
        "means": mixture.means_.tolist(),
        "covariances": mixture.covariances_.tolist(),
    }
    json.dump(result, sys.stdout, indent=1)
    print()


if __name__ == "__main__":
    main()
