"""Times whole fits of factor analysis in Platen and in scikit-learn, in turn, on the same rows to the same log-likelihood.

scikit-learn stops by its own rule; Platen is timed until it reaches that log-likelihood less 0.01, the tolerance of that rule. Seconds are
those of the clock and, in brackets, of the processor: the machine may be shared. Needs the packaged benchmarks (mvn -q -DskipTests package)
and the environment of requirements.txt.
"""

import argparse
import json
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
JAR = HERE.parent / "target" / "benchmarks.jar"


def run(command):
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=50_000)
    parser.add_argument("--dimension", type=int, default=100)
    parser.add_argument("--factors", type=int, default=10)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--repeats", type=int, default=60, help="fits of each Platen process, of which the later half count")
    parser.add_argument("--java", default="java", help="the java command, with options")
    options = parser.parse_args()
    if not JAR.exists():
        sys.exit(f"{JAR} does not exist: run mvn -q -DskipTests package")
    shape = [str(options.rows), str(options.dimension), str(options.factors)]
    named = ["--rows", shape[0], "--dimension", shape[1], "--factors", shape[2]]
    with tempfile.TemporaryDirectory() as folder:
        rows = f"{folder}/rows.f64"
        subprocess.run([sys.executable, HERE / "make_factors.py", rows, *named], check=True)
        for number in range(options.rounds):
            theirs = run([sys.executable, str(HERE / "factors_sklearn.py"), rows, *named, "--repeats", "1"])
            target = str(theirs["logLikelihood"] - 0.01)
            java = [*options.java.split(), "-cp", str(JAR), "org.platen.benchmarks.FactorAnalysisBenchmark"]
            ours = run([*java, rows, *shape, target, str(options.repeats)])
            print(
                f"round {number + 1}: scikit-learn {theirs['seconds']:.2f} s ({theirs['processorSeconds']:.2f}), {theirs['iterations']} iterations;"
                f" Platen {ours['seconds']:.2f} s ({ours['processorSeconds']:.2f}), {ours['iterations']} iterations, the first fit of a process"
                f" {ours['firstSeconds']:.2f} s; ratio {theirs['seconds'] / ours['seconds']:.1f}"
                f" ({theirs['processorSeconds'] / ours['processorSeconds']:.1f})",
                flush=True,
            )
        print(f"Platen worked on {ours['data']}")


if __name__ == "__main__":
    main()
