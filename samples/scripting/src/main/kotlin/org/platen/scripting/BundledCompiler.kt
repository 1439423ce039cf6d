package org.platen.scripting

import java.io.IOException
import java.net.URLClassLoader
import java.nio.channels.FileChannel
import java.nio.file.Files
import java.nio.file.Path
import java.nio.file.StandardCopyOption
import java.nio.file.StandardOpenOption
import java.util.jar.JarFile
import java.util.zip.ZipEntry
import kotlin.io.path.createDirectories
import kotlin.io.path.exists
import kotlin.io.path.fileSize
import kotlin.io.path.isRegularFile
import kotlin.io.path.name

/**
 * The script compiler that travels inside of a jar, as jars in its folder `compiler/`: unpacked once into the user's cache, and only when a script has to be
 * compiled. Everything else starts without it.
 */
public object BundledCompiler {
    private const val FOLDER = "compiler/"

    /**
     * The compiler on the class path, else the one inside of the jar that this class comes from.
     *
     * @throws ScriptException when there is neither, or it cannot be unpacked
     */
    @JvmStatic
    public fun find(): ScriptCompiler = ScriptCompiler.from(javaClass.classLoader) ?: unpacked()

    private fun unpacked(): ScriptCompiler {
        val own = Path.of(javaClass.protectionDomain.codeSource.location.toURI())
        if (!own.isRegularFile()) {
            throw none()
        }
        val jars = try {
            unpack(own, UserCache.folder())
        } catch (e: IOException) {
            throw ScriptException(
                "the script compiler cannot be unpacked into ${UserCache.folder()}: $e. ${UserCache.VARIABLE} names another folder.",
                e,
            )
        }
        val loader = URLClassLoader(jars.map { it.toUri().toURL() }.toTypedArray(), javaClass.classLoader)
        return ScriptCompiler.from(loader) ?: throw none()
    }

    private fun none() = ScriptException("there is no script compiler: put platen-script-compiler on the class path")

    /** The jars in [jar], as files in a folder of [cache] that is there as a whole or not at all. */
    internal fun unpack(jar: Path, cache: Path): List<Path> = JarFile(jar.toFile()).use { file ->
        val entries = file.stream().filter { it.name.startsWith(FOLDER) && it.name.endsWith(".jar") }.toList()
        val folder = cache.resolve("compiler-" + java.lang.Long.toHexString(entries.fold(1L) { sum, it -> 31 * sum + it.crc }))
        if (!whole(folder, entries)) {
            locked(cache) {
                if (!whole(folder, entries)) {
                    replace(folder, file, entries)
                }
            }
        }
        entries.map { folder.resolve(Path.of(it.name).name) }
    }

    private fun replace(folder: Path, jar: JarFile, entries: List<ZipEntry>) {
        val beside = Files.createTempDirectory(folder.parent, "compiler")
        try {
            entries.forEach { entry -> jar.getInputStream(entry).use { Files.copy(it, beside.resolve(Path.of(entry.name).name)) } }
            folder.toFile().deleteRecursively()
            Files.move(beside, folder, StandardCopyOption.ATOMIC_MOVE)
        } finally {
            beside.toFile().deleteRecursively()
        }
    }

    /** One program, and one thread of it, at a time: none takes away what another has just found to be whole. */
    @Synchronized
    private fun locked(cache: Path, work: () -> Unit) {
        cache.createDirectories()
        FileChannel.open(cache.resolve("compiler.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE).use { channel ->
            channel.lock().use { work() }
        }
    }

    private fun whole(folder: Path, entries: List<ZipEntry>): Boolean = entries.all { entry ->
        val file = folder.resolve(Path.of(entry.name).name)
        file.exists() && file.fileSize() == entry.size
    }
}
