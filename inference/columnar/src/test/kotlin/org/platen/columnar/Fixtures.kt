package org.platen.columnar

import java.nio.file.Path
import kotlin.io.path.toPath
import org.platen.inference.data.Data
import org.platen.inference.data.Table

/** Files that pyarrow wrote, by the script `fixtures.py` beside them. */
object Fixtures {
    fun path(name: String): Path = checkNotNull(javaClass.getResource(name)) { "there is no fixture $name" }.toURI().toPath()

    fun table(name: String): Table = Columnar.open(path(name))

    /** The table `rows` as pyarrow writes it to CSV. */
    val csv: Table = Data.csv(path("rows.csv"))

    /** Files of the table `rows`. */
    val ofRows = listOf(
        "plain.parquet",
        "dictionary.parquet",
        "snappy.parquet",
        "zstd.parquet",
        "gzip.parquet",
        "lz4.parquet",
        "groups.parquet",
        "pages.parquet",
        "pages1.parquet",
        "deltas.parquet",
        "lengths.parquet",
        "plain.feather",
        "lz4.feather",
        "zstd.feather",
        "coded.arrow",
        "stream.arrows",
    )

    val numbers = listOf("small", "large", "byte", "single", "double", "price", "truth", "nothing")
}
