package org.platen.scripting

import java.io.IOException
import java.nio.file.Path
import java.security.MessageDigest
import java.util.HexFormat
import kotlin.io.path.createDirectories
import kotlin.io.path.readBytes
import kotlin.io.path.writeBytes
import org.platen.inference.data.WholeFile

/**
 * Compiled scripts in a [folder]. A file is named by a digest of everything that the classes depend on, holds it too, and is moved to its place when it is
 * whole: neither other sources nor half a file are ever loaded. What cannot be read or written is as if there were no cache.
 */
public class ScriptCache(private val folder: Path) {
    internal fun find(key: String): CompiledScript? = try {
        CompiledScriptFile.read(key, file(key).readBytes())
    } catch (_: IOException) {
        null
    }

    internal fun keep(key: String, script: CompiledScript) {
        try {
            folder.createDirectories()
            WholeFile.write(file(key)) { it.writeBytes(CompiledScriptFile.write(key, script)) }
        } catch (_: IOException) {
            // The next start compiles again.
        }
    }

    private fun file(key: String): Path = folder.resolve("$key.script")

    /** How keys are made. */
    public companion object {
        /** The cache of this user. */
        @JvmStatic
        public fun ofUser(): ScriptCache = ScriptCache(UserCache.folder().resolve("scripts"))

        /** The key of a script of this [name] and [source], for this Kotlin, Java and [classPath] (which has the library in it). */
        internal fun key(name: String, source: String, classPath: List<Path>): String {
            val digest = MessageDigest.getInstance("SHA-256")
            val library = ScriptCache::class.java.`package`.implementationVersion.orEmpty()
            listOf(name, source, KotlinVersion.CURRENT, Runtime.version().feature(), library, ClassPath.state(classPath)).forEach {
                val bytes = it.toString().toByteArray()
                digest.update("${bytes.size}:".toByteArray())
                digest.update(bytes)
            }
            return HexFormat.of().formatHex(digest.digest())
        }
    }
}
