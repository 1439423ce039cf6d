package org.platen.columnar;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import org.apache.arrow.flatbuf.Date;
import org.apache.arrow.flatbuf.DateUnit;
import org.apache.arrow.flatbuf.Decimal;
import org.apache.arrow.flatbuf.Field;
import org.apache.arrow.flatbuf.FloatingPoint;
import org.apache.arrow.flatbuf.Int;
import org.apache.arrow.flatbuf.Precision;
import org.apache.arrow.flatbuf.Time;
import org.apache.arrow.flatbuf.TimeUnit;
import org.apache.arrow.flatbuf.Timestamp;
import org.apache.arrow.flatbuf.Type;
import org.jspecify.annotations.Nullable;

/**
 * What the values of an Arrow column are, where a buffer of little-endian values has one for each row.
 *
 * @param holding what for they can be taken
 * @param number a value as number; NaN for what is none
 * @param cell a value as what it is; texts are in other buffers
 */
record ArrowValue(Holding holding, NumberAt number, CellAt cell) {

    private static final long MILLIS_OF_DAY = 86_400_000;

    /** A number in a buffer. */
    interface NumberAt {

        /** The number of a row. */
        double at(ByteBuffer buffer, int row);
    }

    /** A value in a buffer. */
    interface CellAt {

        /** The value of a row. */
        Object at(ByteBuffer buffer, int row);
    }

    private interface WholeAt {
        Number at(ByteBuffer buffer, int row);
    }

    private static ArrowValue whole(WholeAt whole) {
        return new ArrowValue(
                Holding.NUMBERS, (buffer, row) -> whole.at(buffer, row).doubleValue(), whole::at);
    }

    private static ArrowValue text(Holding holding, CellAt cell) {
        return new ArrowValue(holding, (buffer, row) -> Double.NaN, cell);
    }

    /** Null for types that have no values of their own, or none that can be read. */
    static @Nullable ArrowValue of(Field field) {
        return switch (field.typeType()) {
            case Type.Null -> new ArrowValue(Holding.NUMBERS, (buffer, row) -> Double.NaN, (buffer, row) -> Double.NaN);
            case Type.Int -> {
                Int type = (Int) field.type(new Int());
                yield whole(type.bitWidth(), type.isSigned());
            }
            case Type.FloatingPoint -> floating(((FloatingPoint) field.type(new FloatingPoint())).precision());
            case Type.Bool ->
                new ArrowValue(Holding.TRUTHS, (buffer, row) -> isSet(buffer, row) ? 1 : 0, ArrowValue::isSet);
            case Type.Decimal -> decimal((Decimal) field.type(new Decimal()));
            case Type.Date -> date(((Date) field.type(new Date())).unit());
            case Type.Time -> time((Time) field.type(new Time()));
            case Type.Timestamp -> timestamp((Timestamp) field.type(new Timestamp()));
            case Type.Utf8, Type.LargeUtf8, Type.Utf8View -> text(Holding.TEXTS, (buffer, row) -> "");
            default -> null;
        };
    }

    /** Whether a bit is one. */
    static boolean isSet(ByteBuffer bits, int row) {
        return (bits.get(row >> 3) >> (row & 7) & 1) == 1;
    }

    static ArrowValue whole(int bits, boolean signed) {
        return switch (bits) {
            case 8 ->
                whole(
                        signed
                                ? (buffer, row) -> (int) buffer.get(row)
                                : (buffer, row) -> Byte.toUnsignedInt(buffer.get(row)));
            case 16 ->
                whole(
                        signed
                                ? (buffer, row) -> (int) buffer.getShort(2 * row)
                                : (buffer, row) -> Short.toUnsignedInt(buffer.getShort(2 * row)));
            case 32 ->
                whole(
                        signed
                                ? (buffer, row) -> buffer.getInt(4 * row)
                                : (buffer, row) -> Integer.toUnsignedLong(buffer.getInt(4 * row)));
            case 64 ->
                whole(
                        signed
                                ? (buffer, row) -> buffer.getLong(8 * row)
                                : (buffer, row) -> Moments.unsigned(buffer.getLong(8 * row)));
            default -> throw new IllegalStateException("there are no whole numbers of " + bits + " bits");
        };
    }

    private static ArrowValue floating(short precision) {
        return switch (precision) {
            case Precision.HALF ->
                new ArrowValue(
                        Holding.NUMBERS,
                        (buffer, row) -> Moments.half(buffer.getShort(2 * row)),
                        (buffer, row) -> Moments.half(buffer.getShort(2 * row)));
            case Precision.SINGLE ->
                new ArrowValue(
                        Holding.NUMBERS,
                        (buffer, row) -> buffer.getFloat(4 * row),
                        (buffer, row) -> Moments.shortest(buffer.getFloat(4 * row)));
            default ->
                new ArrowValue(
                        Holding.NUMBERS,
                        (buffer, row) -> buffer.getDouble(8 * row),
                        (buffer, row) -> buffer.getDouble(8 * row));
        };
    }

    private static ArrowValue decimal(Decimal type) {
        int bytes = type.bitWidth() / Byte.SIZE;
        int scale = type.scale();
        return whole((buffer, row) -> {
            byte[] bigEndian = new byte[bytes];
            for (int i = 0; i < bytes; i++) {
                bigEndian[i] = buffer.get((row + 1) * bytes - 1 - i);
            }
            return new BigDecimal(new BigInteger(bigEndian), scale);
        });
    }

    private static ArrowValue date(short unit) {
        return text(
                Holding.DATES,
                unit == DateUnit.DAY
                        ? (buffer, row) -> Moments.date(buffer.getInt(4 * row))
                        : (buffer, row) -> Moments.date(Math.floorDiv(buffer.getLong(8 * row), MILLIS_OF_DAY)));
    }

    private static ArrowValue time(Time type) {
        long perSecond = perSecond(type.unit());
        return text(
                Holding.TIMES,
                type.bitWidth() == Integer.SIZE
                        ? (buffer, row) -> Moments.time(buffer.getInt(4 * row), perSecond)
                        : (buffer, row) -> Moments.time(buffer.getLong(8 * row), perSecond));
    }

    private static ArrowValue timestamp(Timestamp type) {
        long perSecond = perSecond(type.unit());
        boolean instant = type.timezone() != null;
        return text(
                Holding.TIMESTAMPS, (buffer, row) -> Moments.timestamp(buffer.getLong(8 * row), perSecond, instant));
    }

    private static long perSecond(short unit) {
        return switch (unit) {
            case TimeUnit.SECOND -> Moments.SECONDS;
            case TimeUnit.MILLISECOND -> Moments.MILLIS;
            case TimeUnit.MICROSECOND -> Moments.MICROS;
            default -> Moments.NANOS;
        };
    }
}
