package org.platen.files

import java.nio.ByteBuffer

/** What the numbers of a safetensors file are, with how each becomes float64 and back. Names are those of the format. */
internal enum class ElementType(val bytes: Int, val read: (ByteBuffer) -> Double) {
    F64(8, { it.getDouble() }),
    F32(4, { it.getFloat().toDouble() }),
    F16(2, { half(it.getShort()) }),

    /** The upper half of a float32. */
    BF16(2, { Float.fromBits(it.getShort().toInt() shl 16).toDouble() }),
    I64(8, { whole(it.getLong()) }),
    I32(4, { it.getInt().toDouble() }),
    I16(2, { it.getShort().toDouble() }),
    I8(1, { it.get().toDouble() }),
    U8(1, { (it.get().toInt() and 0xff).toDouble() }),
    BOOL(1, { if (it.get() == 0.toByte()) 0.0 else 1.0 }),
}

private const val EXACT = 1L shl 53

private fun whole(value: Long): Double {
    require(value in -EXACT..EXACT) { "$value is a whole number of more than 53 bits, which float64 does not hold" }
    return value.toDouble()
}

/** IEEE 754 binary16: a sign, 5 bits of exponent, 10 of fraction. */
private fun half(bits: Short): Double {
    val all = bits.toInt() and 0xffff
    val exponent = (all shr 10) and 0x1f
    val fraction = all and 0x3ff
    val magnitude = when (exponent) {
        0 -> Math.scalb(fraction.toDouble(), -24)
        0x1f -> if (fraction == 0) Double.POSITIVE_INFINITY else Double.NaN
        else -> Math.scalb(1024.0 + fraction, exponent - 25)
    }
    return if (all shr 15 == 1) -magnitude else magnitude
}
