"""Times whole fits of factor analysis in scikit-learn and prints what they reached as one JSON object."""

import argparse
import json
import statistics
import time
import warnings

import numpy as np
import sklearn
from sklearn.decomposition import FactorAnalysis
from sklearn.exceptions import ConvergenceWarning


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", help="file of rows")
    parser.add_argument("--rows", type=int, required=True)
    parser.add_argument("--dimension", type=int, required=True)
    parser.add_argument("--factors", type=int, required=True)
    parser.add_argument("--method", choices=("lapack", "randomized"), default="randomized", help="scikit-learn's default is randomized")
    parser.add_argument("--tolerance", type=float, default=0.01, help="change of the log-likelihood at which it stops (default 0.01, as in scikit-learn)")
    parser.add_argument("--repeats", type=int, default=3)
    options = parser.parse_args()
    rows = np.fromfile(options.data, dtype="<f8").reshape(options.rows, options.dimension)
    warnings.simplefilter("error", ConvergenceWarning)
    seconds, processor = [], []
    for _ in range(options.repeats):
        model = FactorAnalysis(options.factors, tol=options.tolerance, svd_method=options.method, random_state=1)
        began, used = time.perf_counter(), time.process_time()
        model.fit(rows)
        seconds.append(time.perf_counter() - began)
        processor.append(time.process_time() - used)
    print(
        json.dumps(
            {
                "seconds": statistics.median(seconds),
                "processorSeconds": statistics.median(processor),
                "iterations": model.n_iter_,
                "logLikelihood": float(model.score(rows)) * options.rows,
                "sklearn": sklearn.__version__,
            }
        )
    )


if __name__ == "__main__":
    main()
