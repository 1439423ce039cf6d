"""Times evaluations of a log density with its gradient, on one thread, in Platen and in Stan: eight schools, and a logistic regression.

Stan's compiler and its C++ headers come with the package httpstan of requirements.txt; g++ compiles each model with -O3, in about a minute. Both sides start at
the same point of the same parameters, so that their log densities and gradients must agree, but for the constants of Stan's cauchy where tau is positive (log 2).
Times are of the processor: the machine may be shared. Needs the packaged benchmarks (mvn -q -DskipTests package).
"""

import argparse
import array
import importlib.util
import json
import math
import pathlib
import random
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
JAR = HERE.parent / "target" / "benchmarks.jar"

SCHOOLS = """
data { int J; vector[J] y; vector[J] error; }
parameters { real mu; real<lower=0> tau; vector[J] z; }
model { mu ~ normal(0, 5); tau ~ cauchy(0, 5); z ~ std_normal(); y ~ normal(mu + tau * z, error); }
"""
LOGISTIC = """
data { int n; int d; matrix[n, d] x; array[n] int<lower=0, upper=1> y; }
parameters { real intercept; vector[d] slopes; }
model { intercept ~ std_normal(); slopes ~ std_normal(); y ~ bernoulli_logit(intercept + x * slopes); }
"""
FUSED = LOGISTIC.replace("bernoulli_logit(intercept + x * slopes)", "bernoulli_logit_glm(x, intercept, slopes)")


def stan(folder, name, code):
    """The program that times a model."""
    home = pathlib.Path(importlib.util.find_spec("httpstan").submodule_search_locations[0])
    source = folder / f"{name}.stan"
    source.write_text(code)
    subprocess.run([home / "stanc", f"--o={folder / name}.hpp", source], check=True)
    program = folder / name
    libraries = home / "lib"
    flags = ["-std=c++17", "-O3", "-w", "-D_REENTRANT", "-DBOOST_DISABLE_ASSERTS", f'-DMODEL="{folder / name}.hpp"', f"-I{home / 'include'}"]
    link = [f"-L{libraries}", "-l:libtbb.so.2", f"-Wl,-rpath,{libraries}"]
    subprocess.run(["g++", *flags, HERE / "density_stan.cpp", "-o", program, *link], check=True)
    return program


def run(command):
    return json.loads(subprocess.run([str(word) for word in command], check=True, capture_output=True, text=True).stdout)


def rows(folder, n, d):
    """Covariates and binary answers, for Platen and for Stan."""
    draw = random.Random(1)
    x = [[draw.gauss(0, 1) for _ in range(d)] for _ in range(n)]
    logits = [0.3 + sum(value * math.sin(j) for j, value in enumerate(row)) for row in x]
    y = [int(draw.random() < 1 / (1 + math.exp(-logit))) for logit in logits]
    numbers = array.array("d", (value for row, answer in zip(x, y) for value in [*row, answer]))
    (folder / "rows.f64").write_bytes(numbers.tobytes())
    (folder / "rows.json").write_text(json.dumps({"n": n, "d": d, "x": x, "y": y}))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=10_000)
    parser.add_argument("--dimension", type=int, default=20)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--java", default="java", help="the java command, with options")
    options = parser.parse_args()
    if not JAR.exists():
        sys.exit(f"{JAR} does not exist: run mvn -q -DskipTests package")
    ours = [*options.java.split(), "-cp", JAR, "org.platen.benchmarks.DensityBenchmark"]
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        schools = {
            "J": 8,
            "y": [28, 8, -3, 7, -1, 1, 18, 12],
            "error": [15, 10, 16, 11, 9, 11, 10, 18],
        }
        (folder / "schools.json").write_text(json.dumps(schools))
        rows(folder, options.rows, options.dimension)
        logistic = ["logistic", 200, folder / "rows.f64", options.rows, options.dimension]
        cases = [
            ("eight schools", stan(folder, "schools", SCHOOLS), "schools.json", 100_000, ["schools", 100_000]),
            ("logistic regression", stan(folder, "logistic", LOGISTIC), "rows.json", 50, logistic),
            ("logistic regression, fused", stan(folder, "fused", FUSED), "rows.json", 50, logistic),
        ]
        for number in range(options.rounds):
            for title, program, data, evaluations, arguments in cases:
                theirs = run([program, folder / data, evaluations, 20])
                own = run([*ours, *arguments])
                print(
                    f"round {number + 1}, {title}: Stan {theirs['microseconds']:.3f} us, Platen {own['microseconds']:.3f} us,"
                    f" ratio {theirs['microseconds'] / own['microseconds']:.1f}; log densities differ by"
                    f" {own['logDensity'] - theirs['logDensity']:.3g}, lengths of gradients by"
                    f" {own['gradientLength'] - theirs['gradientLength']:.3g}",
                    flush=True,
                )


if __name__ == "__main__":
    main()
