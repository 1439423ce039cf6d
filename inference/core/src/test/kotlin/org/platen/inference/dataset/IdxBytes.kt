package org.platen.inference.dataset

import java.io.ByteArrayOutputStream
import java.io.DataOutputStream
import java.util.zip.GZIPOutputStream

/** An IDX file of unsigned bytes, written out as its format says. */
internal fun idx(sizes: List<Int>, content: ByteArray, type: Int = 8): ByteArray {
    val bytes = ByteArrayOutputStream()
    DataOutputStream(bytes).run {
        writeShort(0)
        writeByte(type)
        writeByte(sizes.size)
        sizes.forEach { writeInt(it) }
        write(content)
    }
    return bytes.toByteArray()
}

internal fun packed(content: ByteArray): ByteArray {
    val bytes = ByteArrayOutputStream()
    GZIPOutputStream(bytes).use { it.write(content) }
    return bytes.toByteArray()
}

internal fun bytes(vararg values: Int) = ByteArray(values.size) { values[it].toByte() }
