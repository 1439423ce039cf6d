"""Times EM for a Gaussian hidden Markov model in Platen and in hmmlearn, in turn, on the same sequences from the same start.

Prints each round's milliseconds per iteration, the medians and their ratios, and whether the answers agree. Needs the
packaged benchmarks (mvn -q -DskipTests package) and the environment of requirements.txt.
"""

import argparse
import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
JAR = HERE.parent / "target" / "benchmarks.jar"
WARM_UP = 8


# hmmlearn works on one sequence after the other; a second BLAS thread has nothing to do there and makes it slower.
ONE_THREAD = {**os.environ, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}


def run(command, environment=None):
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True, env=environment).stdout)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sequences", type=int, default=1000)
    parser.add_argument("--length", type=int, default=1000)
    parser.add_argument("--dimension", type=int, default=2)
    parser.add_argument("--states", type=int, default=8)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--iterations", type=int, default=10, help="timed iterations; ours are timed after a warm-up")
    parser.add_argument("--java", default="java", help="the java command, with options: 'java --add-modules jdk.incubator.vector'")
    options = parser.parse_args()
    if not JAR.exists():
        sys.exit(f"{JAR} does not exist: run mvn -q -DskipTests package")
    shape = [str(options.sequences), str(options.length), str(options.dimension), str(options.states)]
    with tempfile.TemporaryDirectory() as folder:
        sequences, start = f"{folder}/sequences.f64", f"{folder}/start.f64"
        named = ["--sequences", shape[0], "--length", shape[1], "--dimension", shape[2], "--states", shape[3]]
        subprocess.run([sys.executable, HERE / "make_chains.py", sequences, start, *named, "--seed", "1"], check=True)
        java = [*options.java.split(), "-cp", str(JAR), "org.platen.benchmarks.ChainBenchmark", sequences, start, *shape]
        peer = [sys.executable, str(HERE / "hmm_hmmlearn.py"), sequences, start, *named, "--repeats", "1"]
        times = {"Platen": [], "scaling": [], "log": []}
        for number in range(options.rounds):
            ours = run([*java, str(options.iterations)])
            times["Platen"].append(ours["millisecondsPerIteration"])
            for implementation in ("scaling", "log"):
                theirs = run([*peer, "--implementation", implementation, "--iterations", str(options.iterations)], ONE_THREAD)
                times[implementation].append(theirs["millisecondsPerIteration"])
            each = ", ".join(f"{name} {values[-1]:.1f} ms" for name, values in times.items())
            print(f"round {number + 1}, an iteration: {each}", flush=True)
        # Both maximise 11 times, so that the answers can be compared.
        same = run([*java, str(11 - WARM_UP)])
        theirs = run([*peer, "--implementation", "scaling", "--iterations", "10"], ONE_THREAD) if options.iterations != 10 else theirs
    a, b, c = (statistics.median(values) for values in times.values())
    print(f"medians: Platen {a:.1f} ms, hmmlearn {b:.1f} ms (scaling) and {c:.1f} ms (log), ratios {b / a:.1f} and {c / a:.1f}")
    print(f"peak memory: Platen {ours['peakResidentBytes'] / 2**20:.0f} MiB, hmmlearn {theirs['peakResidentBytes'] / 2**20:.0f} MiB;"
          f" the sequences alone {options.sequences * options.length * options.dimension * 8 / 2**20:.0f} MiB")
    print(f"log-likelihood an instant after 11 iterations: Platen {same['logLikelihoodPerInstant']:.12f},"
          f" hmmlearn {theirs['logLikelihoodPerInstant']:.12f}")


if __name__ == "__main__":
    main()
