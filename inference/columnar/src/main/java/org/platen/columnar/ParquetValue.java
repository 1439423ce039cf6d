package org.platen.columnar;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteOrder;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.format.ConvertedType;
import org.apache.parquet.format.LogicalType;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.TimeUnit;

/**
 * What the values of a Parquet column are
 * (<a href="https://github.com/apache/parquet-format/blob/master/LogicalTypes.md">logical types</a>; older files say it by converted types).
 *
 * @param holding what for they can be taken
 * @param number a value as number
 * @param cell a value as what it is
 */
record ParquetValue(Holding holding, ToDoubleFunction<ColumnReader> number, Function<ColumnReader, Object> cell) {

    private static final long JULIAN_DAY_OF_1970 = 2_440_588;

    private static ParquetValue number(ToDoubleFunction<ColumnReader> number, Function<ColumnReader, Object> cell) {
        return new ParquetValue(Holding.NUMBERS, number, cell);
    }

    private static ParquetValue whole(Function<ColumnReader, Number> number) {
        return number(reader -> number.apply(reader).doubleValue(), number::apply);
    }

    private static ParquetValue text(Holding holding, Function<ColumnReader, Object> cell) {
        return new ParquetValue(holding, reader -> Double.NaN, cell);
    }

    private static ParquetValue neither(String what) {
        return text(Holding.neither(what), reader -> what);
    }

    static ParquetValue of(SchemaElement element) {
        LogicalType logical = element.isSetLogicalType() ? element.getLogicalType() : new LogicalType();
        if (isDecimal(element, logical)) {
            return decimal(element, scale(element, logical));
        }
        return switch (element.getType()) {
            case BOOLEAN ->
                new ParquetValue(
                        Holding.TRUTHS, reader -> reader.getBoolean() ? 1 : 0, reader -> (Object) reader.getBoolean());
            case INT32 -> int32(element, logical);
            case INT64 -> int64(element, logical);
            case INT96 -> text(Holding.TIMESTAMPS, ParquetValue::int96);
            case FLOAT -> number(ColumnReader::getFloat, reader -> Moments.shortest(reader.getFloat()));
            case DOUBLE -> number(ColumnReader::getDouble, ColumnReader::getDouble);
            case BYTE_ARRAY -> bytes(element, logical);
            case FIXED_LEN_BYTE_ARRAY -> fixed(element, logical);
        };
    }

    private static boolean isDecimal(SchemaElement element, LogicalType logical) {
        return logical.isSetDECIMAL() || element.getConverted_type() == ConvertedType.DECIMAL;
    }

    private static int scale(SchemaElement element, LogicalType logical) {
        return logical.isSetDECIMAL() ? logical.getDECIMAL().getScale() : element.getScale();
    }

    private static ParquetValue decimal(SchemaElement element, int scale) {
        Function<ColumnReader, BigDecimal> value = switch (element.getType()) {
            case INT32 -> reader -> BigDecimal.valueOf(reader.getInteger(), scale);
            case INT64 -> reader -> BigDecimal.valueOf(reader.getLong(), scale);
            default ->
                reader -> new BigDecimal(new BigInteger(reader.getBinary().getBytes()), scale);
        };
        return number(reader -> value.apply(reader).doubleValue(), value::apply);
    }

    private static ParquetValue int32(SchemaElement element, LogicalType logical) {
        ConvertedType converted = element.getConverted_type();
        if (logical.isSetDATE() || converted == ConvertedType.DATE) {
            return text(Holding.DATES, reader -> Moments.date(reader.getInteger()));
        }
        if (logical.isSetTIME() || converted == ConvertedType.TIME_MILLIS) {
            return text(Holding.TIMES, reader -> Moments.time(reader.getInteger(), Moments.MILLIS));
        }
        boolean unsigned =
                logical.isSetINTEGER() && !logical.getINTEGER().isIsSigned() || converted == ConvertedType.UINT_32;
        return whole(unsigned ? reader -> Integer.toUnsignedLong(reader.getInteger()) : ColumnReader::getInteger);
    }

    private static ParquetValue int64(SchemaElement element, LogicalType logical) {
        ConvertedType converted = element.getConverted_type();
        if (logical.isSetTIMESTAMP()) {
            long perSecond = perSecond(logical.getTIMESTAMP().getUnit());
            boolean instant = logical.getTIMESTAMP().isIsAdjustedToUTC();
            return text(Holding.TIMESTAMPS, reader -> Moments.timestamp(reader.getLong(), perSecond, instant));
        }
        if (logical.isSetTIME()) {
            long perSecond = perSecond(logical.getTIME().getUnit());
            return text(Holding.TIMES, reader -> Moments.time(reader.getLong(), perSecond));
        }
        if (converted == ConvertedType.TIMESTAMP_MILLIS || converted == ConvertedType.TIMESTAMP_MICROS) {
            long perSecond = converted == ConvertedType.TIMESTAMP_MILLIS ? Moments.MILLIS : Moments.MICROS;
            return text(Holding.TIMESTAMPS, reader -> Moments.timestamp(reader.getLong(), perSecond, true));
        }
        if (converted == ConvertedType.TIME_MICROS) {
            return text(Holding.TIMES, reader -> Moments.time(reader.getLong(), Moments.MICROS));
        }
        boolean unsigned =
                logical.isSetINTEGER() && !logical.getINTEGER().isIsSigned() || converted == ConvertedType.UINT_64;
        return whole(unsigned ? reader -> Moments.unsigned(reader.getLong()) : ColumnReader::getLong);
    }

    private static long perSecond(TimeUnit unit) {
        return unit.isSetMILLIS() ? Moments.MILLIS : unit.isSetMICROS() ? Moments.MICROS : Moments.NANOS;
    }

    /** What Impala and older Spark write: nanoseconds of the day, and the Julian day. */
    private static Object int96(ColumnReader reader) {
        var bytes = reader.getBinary().toByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
        long nanos = bytes.getLong();
        long days = bytes.getInt() - JULIAN_DAY_OF_1970;
        return Moments.date(days) + "T" + Moments.time(nanos, Moments.NANOS);
    }

    private static ParquetValue bytes(SchemaElement element, LogicalType logical) {
        ConvertedType converted = element.getConverted_type();
        boolean text = logical.isSetSTRING()
                || logical.isSetENUM()
                || logical.isSetJSON()
                || converted == ConvertedType.UTF8
                || converted == ConvertedType.ENUM
                || converted == ConvertedType.JSON;
        return text
                ? text(Holding.TEXTS, reader -> reader.getBinary().toStringUsingUTF8())
                : neither("bytes that are not said to be text");
    }

    private static ParquetValue fixed(SchemaElement element, LogicalType logical) {
        if (logical.isSetFLOAT16()) {
            Function<ColumnReader, Double> half = reader -> Moments.half(reader.getBinary()
                    .toByteBuffer()
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .getShort());
            return number(half::apply, half::apply);
        }
        if (logical.isSetUUID()) {
            return text(Holding.TEXTS, reader -> {
                var bits = reader.getBinary().toByteBuffer();
                return new UUID(bits.getLong(), bits.getLong()).toString();
            });
        }
        return neither(element.getConverted_type() == ConvertedType.INTERVAL ? "intervals" : "bytes");
    }
}
