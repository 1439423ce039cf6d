package org.platen.inference.jvm.generated;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.platen.inference.op.BinaryRule;
import org.platen.inference.op.Numbers;
import org.platen.inference.op.UnaryRule;
import org.platen.inference.program.Node;

/** Builds numbers: equal ones become one, and what is known is computed. Every simplification keeps all bits of the result. */
final class ScalarGraph implements Numbers<Scalar> {

    private final Map<List<Object>, Scalar> known = new HashMap<>();
    private int size;

    /** How many numbers there are; their ids are below it. */
    int size() {
        return size;
    }

    @Override
    public Scalar number(double value) {
        return scalar(new Scalar.Constant(value), List.of(), true);
    }

    @Override
    public @Nullable Double known(Scalar x) {
        return x.kind() instanceof Scalar.Constant constant ? constant.value() : null;
    }

    /** An entry of a value's buffer. */
    Scalar entry(Node node, int index, boolean held) {
        return scalar(new Scalar.Entry(node, index), List.of(), held);
    }

    @Override
    public Scalar unary(UnaryRule rule, Scalar x) {
        Double value = known(x);
        return value != null ? number(rule.value(value)) : scalar(new Scalar.Unary(rule), List.of(x), x.held());
    }

    @Override
    public Scalar binary(BinaryRule rule, Scalar x, Scalar y) {
        Double left = known(x);
        Double right = known(y);
        if (left != null && right != null) {
            return number(rule.value(left, right));
        }
        if (left != null && isNeutral(rule, left)) {
            return y;
        }
        if (right != null && (isNeutral(rule, right) || isNeutralOnTheRight(rule, right))) {
            return x;
        }
        return scalar(new Scalar.Binary(rule), List.of(x, y), x.held() && y.held());
    }

    private static boolean isNeutral(BinaryRule rule, double value) {
        return switch (rule) {
            // 0 would turn −0 into 0.
            case ADD -> isSame(value, -0.0);
            case MULTIPLY -> value == 1;
            case MAXIMUM -> value == Double.NEGATIVE_INFINITY;
            default -> false;
        };
    }

    private static boolean isNeutralOnTheRight(BinaryRule rule, double value) {
        return rule == BinaryRule.SUBTRACT && isSame(value, 0.0) || rule == BinaryRule.DIVIDE && value == 1;
    }

    private static boolean isSame(double value, double other) {
        return Double.doubleToRawLongBits(value) == Double.doubleToRawLongBits(other);
    }

    @Override
    public Scalar select(Scalar condition, Scalar ifTrue, Scalar ifFalse) {
        Double which = known(condition);
        if (which != null) {
            return which != 0 ? ifTrue : ifFalse;
        }
        if (ifTrue == ifFalse) {
            return ifTrue;
        }
        return scalar(
                new Scalar.Select(),
                List.of(condition, ifTrue, ifFalse),
                condition.held() && ifTrue.held() && ifFalse.held());
    }

    private Scalar scalar(Scalar.Kind kind, List<Scalar> inputs, boolean held) {
        return known.computeIfAbsent(List.of(kind, inputs), key -> new Scalar(size++, kind, inputs, held));
    }
}
