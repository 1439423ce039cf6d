"""Writes the fixtures beside this file: Parquet and Arrow files by pyarrow 26.0.1, and the same table as CSV.

    pip install pyarrow==26.0.1 && python fixtures.py

Every table is `rows`, unless its name says otherwise. `rows.csv` is what the files are compared with.
"""

import datetime
import decimal
import math
import random

import pyarrow as pa
import pyarrow.csv as csv
import pyarrow.feather as feather
import pyarrow.ipc as ipc
import pyarrow.parquet as pq

random.seed(1)
N = 120
SPECIES = ["setosa", "versicolor", "virginica"]


def some(value, i, every):
    return None if i % every == every - 1 else value


small = [random.randrange(-5, 40) for _ in range(N)]
rows = pa.table(
    {
        "small": pa.array([some(v, i, 11) for i, v in enumerate(small)], pa.int32()),
        "large": pa.array([2**53 + 3 * i for i in range(N)], pa.int64()),
        "byte": pa.array([i % 200 for i in range(N)], pa.uint8()),
        "single": pa.array([some(random.randrange(400) / 8, i, 7) for i in range(N)], pa.float32()),
        "double": pa.array([some(random.gauss(0, 1), i, 5) for i in range(N)], pa.float64()),
        "price": pa.array([decimal.Decimal(random.randrange(-999, 9999)) / 100 for _ in range(N)], pa.decimal128(9, 2)),
        "truth": pa.array([some(i % 3 == 0, i, 13) for i in range(N)], pa.bool_()),
        "species": pa.array([some(SPECIES[random.randrange(3)], i, 17) for i in range(N)], pa.string()),
        "day": pa.array([datetime.date(2024, 2, 27) + datetime.timedelta(i // 4) for i in range(N)], pa.date32()),
        "instant": pa.array(
            [datetime.datetime(2024, 2, 29, 23, 59, 58) + datetime.timedelta(milliseconds=1500 * i) for i in range(N)],
            pa.timestamp("ms", "UTC"),
        ),
        "nothing": pa.nulls(N),
    }
)

# The same as text: truth values are 1 and 0 there.
plain = rows.set_column(6, "truth", rows["truth"].cast(pa.int8()))
plain = plain.set_column(9, "instant", plain["instant"].cast(pa.string()))
csv.write_csv(plain, "rows.csv", csv.WriteOptions(quoting_style="needed"))

for name, options in {
    "plain": dict(compression="none", use_dictionary=False),
    "dictionary": dict(compression="none"),
    "snappy": dict(compression="snappy"),
    "zstd": dict(compression="zstd"),
    "gzip": dict(compression="gzip"),
    "lz4": dict(compression="lz4"),
    "groups": dict(row_group_size=25),
    "pages": dict(data_page_version="2.0", data_page_size=64, write_batch_size=16, compression="zstd"),
    "pages1": dict(data_page_size=64, write_batch_size=16, write_page_checksum=True),
    "brotli": dict(compression="brotli"),
    "deltas": dict(
        use_dictionary=False,
        data_page_version="2.0",
        column_encoding={
            "small": "DELTA_BINARY_PACKED",
            "large": "DELTA_BINARY_PACKED",
            "single": "BYTE_STREAM_SPLIT",
            "double": "BYTE_STREAM_SPLIT",
            "species": "DELTA_BYTE_ARRAY",
        },
    ),
    "lengths": dict(use_dictionary=False, column_encoding={"species": "DELTA_LENGTH_BYTE_ARRAY"}),
}.items():
    pq.write_table(rows, name + ".parquet", **options)

for name, compression in {"plain": "uncompressed", "lz4": "lz4", "zstd": "zstd"}.items():
    feather.write_feather(rows, name + ".feather", compression=compression, chunksize=50)

coded = rows.set_column(7, "species", rows["species"].dictionary_encode())
with ipc.new_file("coded.arrow", coded.schema) as file:
    for batch in coded.to_batches(max_chunksize=50):
        file.write_batch(batch)
with ipc.new_stream("stream.arrows", rows.schema) as file:
    for batch in rows.to_batches(max_chunksize=50):
        file.write_batch(batch)

# A stream whose dictionary grows, and then is another.
kinds = pa.dictionary(pa.int8(), pa.string())
growing = [["a", "b"], ["a", "b", "c"], ["c", "a"]]
with ipc.new_stream(
    "growing.arrows", pa.schema({"kind": kinds}), options=ipc.IpcWriteOptions(emit_dictionary_deltas=True)
) as file:
    for dictionary in growing:
        codes = pa.array([0, 1, len(dictionary) - 1, None], pa.int8())
        file.write_batch(
            pa.record_batch({"kind": pa.DictionaryArray.from_arrays(codes, pa.array(dictionary))})
        )

# Texts in views, as Polars writes them; other numbers and moments; what is nested.
moment = datetime.datetime(2024, 2, 29, 12, 30, 15, 250000)
others = pa.table(
    {
        "half": pa.array([1.5, None, -math.inf], pa.float16()),
        "unsigned": pa.array([2**64 - 1, 0, None], pa.uint64()),
        "big": pa.array([decimal.Decimal("12345678901234567890.12"), None, decimal.Decimal("-0.01")], pa.decimal256(40, 2)),
        "clock": pa.array([datetime.time(1, 2, 3), None, datetime.time(23, 59, 59, 500000)], pa.time64("us")),
        "local": pa.array([moment, None, datetime.datetime(1969, 12, 31, 23, 59, 59)], pa.timestamp("us")),
        "nanos": pa.array([1, None, -1], pa.timestamp("ns", "UTC")),
        "coded": pa.array(["x", None, "y"]).dictionary_encode(),
        "levels": pa.DictionaryArray.from_arrays(pa.array([1, None, 0], pa.int8()), pa.array([2.5, 7.5])),
        "vector": pa.array([[1, 2, 3], None, [4, None, 6]], pa.list_(pa.float64(), 3)),
        "list": pa.array([[1, 2], None, [3, 4]], pa.list_(pa.int64())),
        "ragged": pa.array([[1, 2], [], [3, 4]], pa.list_(pa.int64())),
        "words": pa.array([["a"], None, ["b"]], pa.list_(pa.string())),
        "nested": pa.array([[[1]], None, [[2]]], pa.list_(pa.list_(pa.int64()))),
        "struct": pa.array([{"a": 1, "b": "x"}, None, {"a": 2, "b": "y"}]),
        "map": pa.array([[("k", 1)], None, []], pa.map_(pa.string(), pa.int64())),
        "bytes": pa.array([b"\x00", None, b"\xff"], pa.binary()),
        "after": pa.array([7.0, None, 9.0]),
    }
)
pq.write_table(others, "others.parquet")
views = pa.table({"view": pa.array(["short", None, "longer than twelve letters"], pa.string_view())})
unions = pa.table(
    {
        "union": pa.UnionArray.from_dense(
            pa.array([0, 1, 0], pa.int8()), pa.array([0, 0, 1], pa.int32()), [pa.array([1, 2]), pa.array(["x"])]
        ),
        "runs": pa.RunEndEncodedArray.from_arrays(pa.array([2, 3], pa.int32()), pa.array([1.0, 2.0])),
        "large": pa.array(["x", None, "y"], pa.large_string()),
        "lists": pa.array([[1.0], None, [2.0]], pa.large_list(pa.float64())),
        "span": pa.array([datetime.timedelta(1), None, None]),
    }
)
mixed = others
for extra in (views, unions):
    for name in extra.column_names:
        mixed = mixed.append_column(name, extra[name])
mixed = mixed.append_column("last", pa.array([7.0, None, 9.0]))
feather.write_feather(mixed, "others.feather", compression="uncompressed")

pq.write_table(rows.select(["small"]).slice(0, 0), "empty.parquet")
feather.write_feather(rows.select(["small"]).slice(0, 0), "empty.feather")
feather.write_feather(rows.select(["double", "species"]), "version1.feather", version=1)
