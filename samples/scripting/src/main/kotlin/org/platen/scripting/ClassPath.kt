package org.platen.scripting

import java.io.File
import java.nio.file.Files
import java.nio.file.Path
import java.util.jar.JarFile
import kotlin.io.path.exists
import kotlin.io.path.fileSize
import kotlin.io.path.getLastModifiedTime
import kotlin.io.path.isDirectory
import kotlin.io.path.isRegularFile

/** The class path of this JVM, which scripts are compiled against. */
internal object ClassPath {
    /** Its jars and folders, with those that jars name in their manifests. */
    fun entries(): List<Path> {
        val found = LinkedHashSet<Path>()
        System.getProperty("java.class.path").split(File.pathSeparator).filter(String::isNotEmpty).forEach { add(Path.of(it), found) }
        return found.toList()
    }

    private fun add(entry: Path, found: MutableSet<Path>) {
        val absolute = entry.toAbsolutePath().normalize()
        if (!absolute.exists() || !found.add(absolute) || !absolute.isRegularFile()) {
            return
        }
        val named = JarFile(absolute.toFile()).use { it.manifest?.mainAttributes?.getValue("Class-Path") } ?: return
        named.split(' ').filter(String::isNotEmpty).forEach { add(Path.of(absolute.toUri().resolve(it)), found) }
    }

    /** Changes whenever a class in [entries] might have. */
    fun state(entries: List<Path>): String = entries.joinToString("\n") { entry ->
        if (entry.isDirectory()) {
            Files.walk(entry).use { files -> files.filter { it.isRegularFile() }.map(::stamp).sorted().toList().joinToString("\n") }
        } else {
            stamp(entry)
        }
    }

    private fun stamp(file: Path): String = "$file ${file.fileSize()} ${file.getLastModifiedTime().toMillis()}"
}
