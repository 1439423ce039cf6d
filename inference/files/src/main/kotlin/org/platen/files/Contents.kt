package org.platen.files

import java.nio.file.Path

/** What files hold. */
public object Contents {
    private val FILE = SavedFile("file", "")

    /**
     * `fit`, `model` or `engine`.
     *
     * @throws org.platen.dsl.shape.ModelException when it is no file of Platen, damaged, or of a schema that is not read
     * @throws java.io.UncheckedIOException when it cannot be read
     */
    @JvmStatic
    public fun of(file: Path): String = FILE.contents(file)
}
