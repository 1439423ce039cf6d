"""Times variational inference in scikit-learn: BayesianGaussianMixture and LatentDirichletAllocation.

Prints one JSON object. Time per iteration is (time of a long fit - time of a one-iteration fit) / (difference in iterations),
of the clock and of the processor; OMP_NUM_THREADS and OPENBLAS_NUM_THREADS set the threads.

    python variational_sklearn.py mixture rows.f64 --rows 100000 --dimension 5 --components 10
    python variational_sklearn.py topics corpus.dat.gz --vocabulary 10473 --components 20 --method online
"""

import argparse
import gzip
import json
import statistics
import time
import warnings

import numpy as np
import scipy.sparse
import sklearn
from sklearn.decomposition import LatentDirichletAllocation
from sklearn.mixture import BayesianGaussianMixture


def corpus(path, vocabulary):
    documents, words, counts = [], [], []
    with gzip.open(path, "rt") as lines:
        for document, line in enumerate(lines):
            for pair in line.split()[1:]:
                word, count = pair.split(":")
                documents.append(document)
                words.append(int(word))
                counts.append(float(count))
    return scipy.sparse.csr_matrix((counts, (documents, words)), shape=(document + 1, vocabulary))


def mixture(options, iterations):
    return BayesianGaussianMixture(
        n_components=options.components,
        weight_concentration_prior_type="dirichlet_distribution",
        weight_concentration_prior=1.0,
        max_iter=iterations,
        tol=0.0,
        init_params="random_from_data",
        random_state=1,
    )


def topics(options, iterations):
    return LatentDirichletAllocation(
        options.components, learning_method=options.method, max_iter=iterations, random_state=1, evaluate_every=-1
    )


def times(make, data):
    clock, processor = time.perf_counter(), time.process_time()
    make.fit(data)
    return time.perf_counter() - clock, time.process_time() - processor


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", choices=("mixture", "topics"))
    parser.add_argument("data")
    parser.add_argument("--rows", type=int)
    parser.add_argument("--dimension", type=int)
    parser.add_argument("--vocabulary", type=int)
    parser.add_argument("--components", type=int, required=True)
    parser.add_argument("--method", choices=("online", "batch"), default="online")
    parser.add_argument("--iterations", type=int, default=5)
    parser.add_argument("--repeats", type=int, default=3)
    options = parser.parse_args()
    warnings.simplefilter("ignore")
    if options.model == "mixture":
        data = np.fromfile(options.data, dtype="<f8").reshape(options.rows, options.dimension)
        make = mixture
    else:
        data = corpus(options.data, options.vocabulary)
        make = topics
    clock, processor = [], []
    for _ in range(options.repeats):
        short = times(make(options, 1), data)
        long = times(make(options, 1 + options.iterations), data)
        clock.append(1e3 * (long[0] - short[0]) / options.iterations)
        processor.append(1e3 * (long[1] - short[1]) / options.iterations)
    print(
        json.dumps(
            {
                "library": f"scikit-learn {sklearn.__version__}, numpy {np.__version__}",
                "millisecondsPerIteration": statistics.median(clock),
                "processorMillisecondsPerIteration": statistics.median(processor),
            }
        )
    )


if __name__ == "__main__":
    main()
