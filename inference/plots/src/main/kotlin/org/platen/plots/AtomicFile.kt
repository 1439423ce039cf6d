package org.platen.plots

import java.io.IOException
import java.io.OutputStream
import java.nio.file.AtomicMoveNotSupportedException
import java.nio.file.Files
import java.nio.file.Path
import java.nio.file.StandardCopyOption.ATOMIC_MOVE
import java.nio.file.StandardCopyOption.REPLACE_EXISTING
import java.nio.file.StandardOpenOption.CREATE_NEW
import java.nio.file.StandardOpenOption.WRITE
import java.util.UUID

/** A file that is written whole or not at all: a reader never sees half of it. */
internal class AtomicFile(private val path: Path) {

    fun write(content: (OutputStream) -> Unit) {
        val folder = path.toAbsolutePath().parent
        if (folder == null || Files.isDirectory(path)) refuse("it is a folder. Name a file in it.")
        if (!Files.isDirectory(folder)) refuse("the folder '$folder' does not exist. Create it first.")
        // Not Files.createTempFile, which would keep the file from other users.
        val partial = folder.resolve(".${path.fileName}.${UUID.randomUUID()}.part")
        try {
            Files.newOutputStream(partial, CREATE_NEW, WRITE).buffered().use(content)
            moveOver(partial)
        } finally {
            Files.deleteIfExists(partial)
        }
    }

    private fun refuse(reason: String): Nothing = throw IOException("Cannot write the plot to '$path': $reason")

    private fun moveOver(partial: Path) {
        try {
            Files.move(partial, path, ATOMIC_MOVE)
        } catch (_: AtomicMoveNotSupportedException) {
            Files.move(partial, path, REPLACE_EXISTING)
        }
    }
}
