package org.platen.inference.tensorboard

import java.nio.ByteBuffer
import java.nio.ByteOrder
import java.nio.file.Files
import java.nio.file.Path

/** Castagnoli's cyclic redundancy check bit by bit (RFC 3720, appendix B.4). */
fun castagnoli(bytes: ByteArray): Int {
    var sum = -1
    for (byte in bytes) {
        sum = sum xor (byte.toInt() and 0xff)
        repeat(8) { sum = (sum ushr 1) xor (if (sum and 1 == 1) 0x82f63b78.toInt() else 0) }
    }
    return sum.inv()
}

/** The contents of a TFRecord file, checked as TensorFlow's reader checks them (tensorflow/core/lib/io/record_reader.cc). */
fun records(file: Path): List<ByteArray> {
    val all = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN)
    val records = mutableListOf<ByteArray>()

    fun masked(bytes: ByteArray): Int = castagnoli(bytes).let { ((it ushr 15) or (it shl 17)) + 0xa282ead8.toInt() }
    while (all.hasRemaining()) {
        val length = ByteArray(8).also(all::get)
        check(all.getInt() == masked(length)) { "the length of a record has another checksum" }
        val content = ByteArray(ByteBuffer.wrap(length).order(ByteOrder.LITTLE_ENDIAN).getLong().toInt()).also(all::get)
        check(all.getInt() == masked(content)) { "a record has another checksum" }
        records += content
    }
    return records
}

/** The event files of a folder, in the order that TensorBoard reads them. */
fun eventFiles(folder: Path): List<Path> = Files.list(folder).use { files -> files.sorted().toList() }
