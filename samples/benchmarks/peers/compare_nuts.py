"""Times NUTS on the eight schools in Platen, Stan (PyStan) and NumPyro, in turn: 4 chains of 1000 iterations of warm-up and 1000 draws.

Peers that are not installed are left out. Needs the packaged benchmarks (mvn -q -DskipTests package) and the environment of
requirements-nuts.txt.
"""

import argparse
import importlib.util
import json
import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
JAR = HERE.parent / "target" / "benchmarks.jar"
PEERS = {"stan": "schools_stan.py", "numpyro": "schools_numpyro.py"}


def run(command):
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--fits", type=int, default=10)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--threads", type=int, default=1, help="threads of Platen")
    parser.add_argument("--java", default="java", help="the java command, with options")
    options = parser.parse_args()
    if not JAR.exists():
        sys.exit(f"{JAR} does not exist: run mvn -q -DskipTests package")
    fits = str(options.fits)
    java = [*options.java.split(), "-cp", str(JAR), "org.platen.benchmarks.NutsBenchmark", fits, str(options.threads)]
    for number in range(options.rounds):
        print(f"round {number + 1}: Platen {run(java)}", flush=True)
        for package, script in PEERS.items():
            if importlib.util.find_spec(package):
                print(f"round {number + 1}: {package} {run([sys.executable, str(HERE / script), '--fits', fits])}", flush=True)


if __name__ == "__main__":
    main()
