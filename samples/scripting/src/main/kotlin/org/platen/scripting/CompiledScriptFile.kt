package org.platen.scripting

import java.io.ByteArrayInputStream
import java.io.ByteArrayOutputStream
import java.io.DataInputStream
import java.io.DataOutputStream
import java.io.IOException
import java.security.MessageDigest

/** Compiled scripts as bytes: a digest of all that follows, the key that they were made for, then the classes. */
internal object CompiledScriptFile {
    private const val MAGIC = "platen-script-1"
    private const val DIGEST_BYTES = 32

    fun write(key: String, script: CompiledScript): ByteArray {
        val body = ByteArrayOutputStream()
        DataOutputStream(body).use { out ->
            out.writeUTF(MAGIC)
            out.writeUTF(key)
            out.writeUTF(script.mainClass)
            out.writeUTF(script.resultField.orEmpty())
            out.writeInt(script.classes.size)
            for ((path, bytes) in script.classes) {
                out.writeUTF(path)
                out.writeInt(bytes.size)
                out.write(bytes)
            }
        }
        return digest(body.toByteArray()) + body.toByteArray()
    }

    /** The script, or null when the bytes are damaged or made for another key. */
    fun read(key: String, bytes: ByteArray): CompiledScript? {
        if (bytes.size < DIGEST_BYTES) {
            return null
        }
        val body = bytes.copyOfRange(DIGEST_BYTES, bytes.size)
        if (!digest(body).contentEquals(bytes.copyOf(DIGEST_BYTES))) {
            return null
        }
        return try {
            DataInputStream(ByteArrayInputStream(body)).use { parse(key, it) }
        } catch (_: IOException) {
            null
        }
    }

    private fun parse(key: String, input: DataInputStream): CompiledScript? {
        if (input.readUTF() != MAGIC || input.readUTF() != key) {
            return null
        }
        val mainClass = input.readUTF()
        val resultField = input.readUTF().ifEmpty { null }
        val classes = (0 until input.readInt()).associate { input.readUTF() to input.readNBytes(input.readInt()) }
        return CompiledScript(mainClass, resultField, classes)
    }

    private fun digest(bytes: ByteArray): ByteArray = MessageDigest.getInstance("SHA-256").digest(bytes)
}
