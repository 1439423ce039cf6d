package org.platen.dsl.expr;

import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.platen.dsl.expr.Describe.Precedence;

/** Constants as people write them: {@code zeros(2)}, {@code 100 * identity(2)}, {@code [0.2, 0.3, 0.5]}. */
final class ConstantText {

    private static final int MOST_SHOWN = 9;

    private ConstantText() {}

    static String of(Constant constant, Precedence context) {
        double[] values = constant.values();
        if (constant.shape().isScalar() && (values.length == 1 || constant.isAll(values[0]))) {
            return number(values[0], context);
        }
        if (constant.isAll(values[0])) {
            return filled(constant, values[0]);
        }
        if (isScaledIdentity(constant, values)) {
            String identity = "identity(" + constant.shape().dim(0).size() + ")";
            return values[0] == 1
                    ? identity
                    : Precedence.PRODUCT.enclose(number(values[0], Precedence.PRODUCT) + " * " + identity, context);
        }
        if (constant.shape().rank() == 2 && constant.axes().isEmpty() && values.length <= MOST_SHOWN) {
            int columns = constant.shape().dim(1).size();
            return IntStream.range(0, values.length / columns)
                    .mapToObj(row -> listed(Arrays.copyOfRange(values, row * columns, (row + 1) * columns)))
                    .collect(Collectors.joining(", ", "[", "]"));
        }
        return listed(values);
    }

    private static String listed(double[] values) {
        String shown = Arrays.stream(values)
                .limit(MOST_SHOWN)
                .mapToObj(ConstantText::number)
                .collect(Collectors.joining(", "));
        return "[" + shown + (values.length > MOST_SHOWN ? ", …]" : "]");
    }

    private static String filled(Constant constant, double value) {
        Stream<String> sizes = constant.shape().dims().stream()
                .map(dim -> dim.label() == null
                        ? Integer.toString(dim.size())
                        : dim.label().name());
        if (value == 0 || value == 1) {
            return sizes.collect(Collectors.joining(", ", value == 0 ? "zeros(" : "ones(", ")"));
        }
        return sizes.collect(Collectors.joining(", ", "filled(" + number(value) + ", ", ")"));
    }

    private static boolean isScaledIdentity(Constant constant, double[] values) {
        if (constant.shape().rank() != 2 || !constant.axes().isEmpty()) {
            return false;
        }
        int size = constant.shape().dim(1).size();
        boolean scaled = constant.shape().dim(0).size() == size;
        for (int i = 0; i < values.length; i++) {
            scaled &= values[i] == (i % (size + 1) == 0 ? values[0] : 0);
        }
        return scaled;
    }

    private static String number(double value, Precedence context) {
        return value < 0 ? Precedence.PRODUCT.enclose(number(value), context) : number(value);
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e9
                ? Long.toString((long) value)
                : Double.toString(value);
    }
}
