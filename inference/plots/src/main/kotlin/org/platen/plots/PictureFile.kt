package org.platen.plots

import java.io.IOException
import java.io.OutputStream
import java.nio.file.Files
import java.nio.file.Path
import org.platen.inference.data.WholeFile

/** A picture on disk, written whole or not at all. */
internal class PictureFile(private val path: Path) {

    fun write(content: (OutputStream) -> Unit) {
        try {
            WholeFile.write(path) { beside -> Files.newOutputStream(beside).buffered().use(content) }
        } catch (e: IOException) {
            throw IOException("Cannot write the plot to '$path': ${e.message}", e)
        }
    }
}
