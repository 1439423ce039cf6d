"""Times Stan, by PyStan, on the eight schools in their non-centred form: 4 chains of 1000 iterations of warm-up and 1000 draws. Prints one JSON object.

PyStan answers repeated requests from a cache, so every fit makes a few more draws than the one before. Seconds are those of whole calls, with
the start of the processes of the chains; compilation is apart.
"""

import argparse
import contextlib
import io
import json
import os
import statistics
import tempfile
import time

import stan

PROGRAM = """
data { int<lower=0> J; array[J] real y; array[J] real<lower=0> sigma; }
parameters { vector[J] z; real mu; real<lower=0> tau; }
model { z ~ normal(0, 1); mu ~ normal(0, 5); tau ~ cauchy(0, 5); y ~ normal(mu + tau * z, sigma); }
"""
DATA = {"J": 8, "y": [28, 8, -3, 7, -1, 1, 18, 12], "sigma": [15, 10, 16, 11, 9, 11, 10, 18]}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--fits", type=int, default=10)
    options = parser.parse_args()
    seconds = []
    # The compiler leaves files where it runs.
    os.chdir(tempfile.mkdtemp())
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        began = time.perf_counter()
        # A new seed is a new request.
        posterior = stan.build(PROGRAM, data=DATA, random_seed=int(time.time()))
        built = time.perf_counter() - began
        for number in range(options.fits):
            began = time.perf_counter()
            fit = posterior.sample(num_chains=4, num_warmup=1000, num_samples=1000 + number)
            seconds.append(time.perf_counter() - began)
    print(
        json.dumps(
            {
                "seconds": statistics.median(seconds),
                "fastest": min(seconds),
                "buildSeconds": built,
                "leapfrogSteps": int(fit["n_leapfrog__"].sum()),
                "divergences": int(fit["divergent__"].sum()),
                "mu": float(fit["mu"].mean()),
                "tau": float(fit["tau"].mean()),
            }
        )
    )


if __name__ == "__main__":
    main()
