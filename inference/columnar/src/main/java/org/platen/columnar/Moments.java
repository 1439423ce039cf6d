package org.platen.columnar;

import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;

/** Dates and times as ISO 8601 text, and numbers that Java has no type for. */
final class Moments {

    static final long SECONDS = 1;
    static final long MILLIS = 1_000;
    static final long MICROS = 1_000_000;
    static final long NANOS = 1_000_000_000;

    private Moments() {}

    static String date(long days) {
        return LocalDate.ofEpochDay(days).toString();
    }

    /**
     * A time of day.
     *
     * @param units since midnight
     * @param perSecond how many of them make a second
     */
    static String time(long units, long perSecond) {
        return LocalTime.ofNanoOfDay(Math.multiplyExact(units, NANOS / perSecond))
                .toString();
    }

    /**
     * A timestamp.
     *
     * @param units since 1970
     * @param perSecond how many of them make a second
     * @param instant whether it is a moment in time (UTC, with a Z), and not what a clock showed somewhere
     */
    static String timestamp(long units, long perSecond, boolean instant) {
        long seconds = Math.floorDiv(units, perSecond);
        long nanos = Math.floorMod(units, perSecond) * (NANOS / perSecond);
        return instant
                ? Instant.ofEpochSecond(seconds, nanos).toString()
                : LocalDateTime.ofEpochSecond(seconds, (int) nanos, ZoneOffset.UTC)
                        .toString();
    }

    /** A half-precision number (IEEE 754 binary16). */
    static double half(int bits) {
        int exponent = bits >> 10 & 0x1F;
        int fraction = bits & 0x3FF;
        double size = switch (exponent) {
            case 0 -> fraction * 0x1p-24;
            case 0x1F -> fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
            default -> Math.scalb(1 + fraction * 0x1p-10, exponent - 15);
        };
        return (bits & 0x8000) == 0 ? size : -size;
    }

    /** The number that 64 bits without a sign say. */
    static Number unsigned(long bits) {
        return bits >= 0 ? (Number) bits : new BigInteger(Long.toUnsignedString(bits));
    }

    /** The shortest decimal that is this number among those of single precision: 0.1 for 0.1f. */
    static double shortest(float number) {
        return Double.parseDouble(Float.toString(number));
    }
}
