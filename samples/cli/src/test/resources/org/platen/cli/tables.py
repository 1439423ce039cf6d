"""Writes the tables of tests by pyarrow 26.0.1: python tables.py old-faithful.csv (those of platen-models)."""

import io
import sys

import pyarrow.csv as csv
import pyarrow.feather as feather
import pyarrow.parquet as parquet


def table(path):
    with open(path, "rb") as file:
        return csv.read_csv(io.BytesIO(b"".join(line for line in file if not line.startswith(b"#"))))


parquet.write_table(table(sys.argv[1]), "faithful.parquet")
feather.write_feather(table(sys.argv[1]), "faithful.feather")
