package org.platen.inference.lower;

import java.util.ArrayList;
import java.util.List;
import org.platen.dsl.shape.Shape;
import org.platen.inference.op.BinaryRule;
import org.platen.inference.op.UnaryRule;

/**
 * Means and variances given everything that is observed, from those given the discrete variables that are summed out: the mean of the conditional means, and
 * the mean of the conditional variances plus the variance of the conditional means (laws of total expectation and of total covariance).
 */
public final class TotalMoments {

    private TotalMoments() {}

    /**
     * @param factors what is left of the model's density, of the discrete variables
     * @return for each of the conditional moments those that do not depend on the discrete variables
     */
    public static List<Conditional> of(Joint joint, List<Factor> factors, List<Conditional> all) {
        List<Average> averages = Average.of(
                joint,
                factors,
                all.stream()
                        .map(one -> new Average.Over(one.variable(), List.of(one.mean(), one.spread())))
                        .toList());
        List<Conditional> moments = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            moments.add(of(joint.scope(), averages.get(i), all.get(i)));
        }
        return moments;
    }

    private static Conditional of(Scope scope, Average average, Conditional given) {
        Value mean = average.of(given.mean());
        Value away = scope.binary(BinaryRule.SUBTRACT, given.mean(), mean);
        Value square = given.joint() ? outer(scope, away) : scope.unary(UnaryRule.SQUARE, away);
        return new Conditional(given.variable(), mean, average.of(scope.plus(given.spread(), square)), given.joint());
    }

    private static Value outer(Scope scope, Value value) {
        Events events = new Events(scope);
        int size = value.eventDims().stream().reduce(1, (a, b) -> a * b);
        Value column = events.reshape(value, List.of(size, 1));
        return scope.times(column, events.transpose(column));
    }

    /** The dimensions of a covariance matrix of all entries of a shape; none for a single number. */
    static List<Integer> covarianceDims(Shape shape) {
        return shape.isScalar() ? List.of() : List.of(shape.size(), shape.size());
    }
}
