package org.platen.columnar

import java.nio.file.Path
import org.platen.inference.data.Table

/**
 * The table in this file, by its suffix: `.parquet`; `.arrow`, `.feather`, `.ipc` or `.arrows`; anything else is CSV: `Path.of("visits.parquet").toTable()`.
 *
 * @throws org.platen.dsl.shape.ModelException when it is no such file, not whole or damaged
 */
public fun Path.toTable(): Table = Columnar.open(this)
