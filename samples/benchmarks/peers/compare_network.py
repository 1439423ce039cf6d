"""Times queries of a random Bayesian network in Platen and in pgmpy, and compares their answers.

    compare_network.py --nodes 30 --parents 3 --queries 20 --rounds 20
"""
import argparse
import json
import logging
import random
import shlex
import statistics
import subprocess
import tempfile
import time

from pgmpy.factors.discrete import TabularCPD
from pgmpy.inference import VariableElimination

try:
    from pgmpy.models import DiscreteBayesianNetwork as Network
except ImportError:
    from pgmpy.models import BayesianNetwork as Network

logging.disable(logging.WARNING)
parser = argparse.ArgumentParser()
parser.add_argument("--nodes", type=int, default=30)
parser.add_argument("--parents", type=int, default=3)
parser.add_argument("--queries", type=int, default=20)
parser.add_argument("--rounds", type=int, default=20)
parser.add_argument("--java", default="java -cp samples/benchmarks/target/benchmarks.jar")
options = parser.parse_args()

# Parents are near: networks of people's making are chains of causes, not tangles.
draw = random.Random(1)
nodes = []
for i in range(options.nodes):
    near = list(range(max(0, i - 6), i))
    parents = sorted(draw.sample(near, min(len(near), draw.randint(0, options.parents))))
    table = []
    for _ in range(2 ** len(parents)):
        p = draw.uniform(0.05, 0.95)
        table += [1 - p, p]
    nodes.append((parents, table))
queries = []
for _ in range(options.queries):
    chosen = draw.sample(range(options.nodes), 4)
    queries.append((chosen[0], {node: draw.randint(0, 1) for node in chosen[1:]}))

with tempfile.NamedTemporaryFile("w", suffix=".txt", delete=False) as file:
    for i, (parents, table) in enumerate(nodes):
        print(f"v{i};2;{','.join(f'v{p}' for p in parents)};{','.join(map(repr, table))}", file=file)
    for variable, evidence in queries:
        print(f"query;v{variable};{','.join(f'v{k}={v}' for k, v in evidence.items())}", file=file)
ours = json.loads(
    subprocess.run(
        [*shlex.split(options.java), "org.platen.benchmarks.NetworkBenchmark", file.name, str(options.rounds)],
        check=True,
        capture_output=True,
        text=True,
    ).stdout
)

network = Network([(f"v{p}", f"v{i}") for i, (parents, _) in enumerate(nodes) for p in parents])
network.add_nodes_from([f"v{i}" for i in range(options.nodes)])
for i, (parents, table) in enumerate(nodes):
    rows = [[table[2 * cell + state] for cell in range(len(table) // 2)] for state in range(2)]
    network.add_cpds(TabularCPD(f"v{i}", 2, rows, evidence=[f"v{p}" for p in parents], evidence_card=[2] * len(parents)))
elimination = VariableElimination(network)
times = []
processor = time.process_time()
for _ in range(max(3, options.rounds // 4)):
    start = time.perf_counter()
    answers = [
        elimination.query([f"v{variable}"], {f"v{k}": v for k, v in evidence.items()}, show_progress=False).values
        for variable, evidence in queries
    ]
    times.append((time.perf_counter() - start) * 1e3 / len(queries))
theirs = statistics.median(times)
processor = (time.process_time() - processor) * 1e3 / (len(times) * len(queries))
difference = max(abs(a - b) for mine, other in zip(ours["answers"], answers) for a, b in zip(mine, other))
print(f"Platen {ours['millisecondsPerQuery']:.2f} ms a query, fastest round {ours['fastest']:.2f}, processor {ours['processor']:.2f}, first round {ours['first']:.1f}")
print(f"pgmpy  {theirs:.2f} ms a query, fastest round {min(times):.2f}, processor {processor:.2f}")
print(
    f"ratios {theirs / ours['millisecondsPerQuery']:.1f}, fastest {min(times) / ours['fastest']:.1f}, processor {processor / ours['processor']:.1f}, "
    f"largest difference of probabilities {difference:.1e}"
)
