"""Writes files of a table by Polars 2.1.0 and DuckDB 2.0.0: pip install polars==2.1.0 duckdb==2.0.0 && python peers.py"""

import datetime

import duckdb
import polars as pl

frame = pl.DataFrame(
    {
        "x": [1.5, None, 3.0],
        "text": ["short", None, "longer than twelve letters"],
        "day": [datetime.date(2024, 2, 29 - i) for i in range(3)],
        "kind": pl.Series(["a", "b", "a"], dtype=pl.Categorical),
        "vector": pl.Series([[1.0, 2.0], [3.0, 4.0], None], dtype=pl.Array(pl.Float64, 2)),
        "truth": [True, None, False],
    }
)
frame.write_parquet("polars.parquet")
frame.write_ipc("polars.arrow")
frame.write_ipc("polars-zstd.arrow", compression="zstd")
frame.write_ipc_stream("polars.arrows")
duckdb.sql(
    """
    COPY (SELECT i::INTEGER AS i, (i * 1.5)::DOUBLE AS x, 'text ' || (i % 7) AS text, (i % 10 / 4.0)::DECIMAL(9, 3) AS price,
                 i % 2 = 0 AS truth, DATE '2024-02-27' + (i % 5)::INTEGER AS day, [i::DOUBLE, i + 1.0] AS vector
          FROM range(3000) rows (i))
    TO 'duckdb.parquet' (COMPRESSION zstd, PARQUET_VERSION v2, ROW_GROUP_SIZE 2048)
    """
)
