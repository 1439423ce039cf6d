/**
 * Parquet and Arrow files as tables: {@link org.platen.columnar.Columnar} is the face, all else reads. Uses the data of the engines
 * ({@code org.platen.inference.data}), parquet-java's decoders without Hadoop, and Arrow's metadata without its off-heap vectors.
 */
@NullMarked
package org.platen.columnar;

import org.jspecify.annotations.NullMarked;
