"""Times EM for a Gaussian mixture in Platen and in scikit-learn, in turn, on the same rows from the same start.

Prints each round's milliseconds per iteration, the medians and their ratio, and whether the answers agree. Needs the
packaged benchmarks (mvn -q -DskipTests package) and the environment of requirements.txt.
"""

import argparse
import json
import pathlib
import statistics
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
JAR = HERE.parent / "target" / "benchmarks.jar"


def run(command):
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=200_000)
    parser.add_argument("--dimension", type=int, default=10)
    parser.add_argument("--clusters", type=int, default=8)
    parser.add_argument("--covariance", choices=("full", "diag"), default="full")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--iterations", type=int, default=10)
    parser.add_argument("--java", default="java", help="the java command, with options: 'java --add-modules jdk.incubator.vector'")
    options = parser.parse_args()
    if not JAR.exists():
        sys.exit(f"{JAR} does not exist: run mvn -q -DskipTests package")
    shape = [str(options.rows), str(options.dimension), str(options.clusters)]
    with tempfile.TemporaryDirectory() as folder:
        rows, start = f"{folder}/rows.f64", f"{folder}/start.f64"
        named = ["--rows", shape[0], "--dimension", shape[1], "--clusters", shape[2]]
        subprocess.run([sys.executable, HERE / "make_data.py", rows, start, *named, "--seed", "1"], check=True, capture_output=True)
        # Both stop after 11 iterations for the comparison of answers; ours is timed on a longer run of its own.
        java = [*options.java.split(), "-jar", str(JAR), rows, start, *shape, options.covariance]
        peer = [sys.executable, str(HERE / "gmm_sklearn.py"), rows, *named, "--covariance", options.covariance]
        peer += ["--start", start, "--regularisation", "0", "--repeats", "3", "--iterations", str(options.iterations)]
        ours, theirs = [], []
        for number in range(options.rounds):
            ours.append(run([*java, str(options.iterations)]))
            theirs.append(run(peer))
            a, b = ours[-1]["millisecondsPerIteration"], theirs[-1]["millisecondsPerIteration"]
            print(f"round {number + 1}: Platen {a:.1f} ms, scikit-learn {b:.1f} ms an iteration, ratio {b / a:.1f}", flush=True)
        same = run([*java, "3"])["logLikelihoodPerRow"]
    a = statistics.median(o["millisecondsPerIteration"] for o in ours)
    b = statistics.median(t["millisecondsPerIteration"] for t in theirs)
    print(f"medians: Platen {a:.1f} ms, scikit-learn {b:.1f} ms an iteration, ratio {b / a:.1f}")
    print(f"peak memory: Platen {ours[-1]['peakResidentBytes'] / 2**20:.0f} MiB, scikit-learn {theirs[-1]['peakResidentBytes'] / 2**20:.0f} MiB;"
          f" the rows alone {options.rows * options.dimension * 8 / 2**20:.0f} MiB")
    if options.iterations == 10:
        print(f"log-likelihood a row after 11 iterations: Platen {same:.12f}, scikit-learn {theirs[-1]['logLikelihoodPerRow']:.12f}")


if __name__ == "__main__":
    main()
