package org.platen.dsl.render;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.platen.dsl.distribution.Support;
import org.platen.dsl.expr.Constant;
import org.platen.dsl.model.Covariate;
import org.platen.dsl.model.RandomVariable;
import org.platen.dsl.model.Space;
import org.platen.dsl.model.Variable;
import org.platen.dsl.network.Layers;
import org.platen.dsl.network.Network;
import org.platen.dsl.shape.Axis;
import org.platen.dsl.shape.Dim;
import org.platen.dsl.shape.Shape;

/** The parts of a story. */
final class Texts {

    private Texts() {}

    /** The name with the plates it is repeated in: {@code mean[cluster]}. */
    static String repeated(Variable variable) {
        return variable.axes().isEmpty()
                ? variable.name()
                : variable.axes().stream()
                        .map(Axis::toString)
                        .collect(Collectors.joining(", ", variable.name() + "[", "]"));
    }

    /** The set that a parameter lies in, as it follows the word "parameter". */
    static String of(Space space) {
        Support support = space.support();
        if (support instanceof Support.Simplex simplex) {
            return simplex.dim().label() == null
                    ? " on the simplex of " + simplex.dim().size()
                    : " on the simplex over " + simplex.dim().label().name();
        } else if (support instanceof Support.Ordered) {
            return ", ordered" + shape(space.shape());
        } else if (support instanceof Support.PositiveDefinite) {
            return ", positive definite" + shape(space.shape());
        } else if (support instanceof Support.CholeskyFactor) {
            return ", Cholesky factor" + shape(space.shape());
        } else if (support instanceof Support.CorrelationCholesky) {
            return ", Cholesky factor of correlations" + shape(space.shape());
        } else if (support.equals(Support.REAL)) {
            return ", real" + shape(space.shape());
        } else if (support.equals(Support.POSITIVE)) {
            return ", positive" + shape(space.shape());
        } else if (support instanceof Support.Interval interval) {
            return ", between " + Constant.of(interval.lower()) + " and " + Constant.of(interval.upper())
                    + shape(space.shape());
        }
        return ", " + support;
    }

    /** What a covariate holds. */
    static String of(Covariate covariate) {
        if (covariate.indexed() != null) {
            return "index of " + covariate.indexed().name();
        }
        return covariate.categories() > 0
                ? "one of " + covariate.categories() + " categories"
                : "real" + shape(covariate.shape());
    }

    /** A network's layers and the number of its parameters; layers of a head come after its name. Weights with a prior tell it. */
    static String of(Network network) {
        StringBuilder text = new StringBuilder("network of " + sizes(network.input()));
        String head = "";
        String before = ": ";
        for (Layers.Placed placed : network.placed()) {
            int dot = placed.name().lastIndexOf('.');
            String own = placed.name().substring(0, Math.max(0, dot));
            text.append(own.equals(head) ? before : "; " + own + ": ")
                    .append(placed.layer().describe());
            head = own;
            before = ", ";
        }
        text.append(String.format(Locale.ROOT, "; %,d parameters", network.parameters()));
        String priors = network.weights().values().stream()
                .filter(RandomVariable.class::isInstance)
                .map(weight -> ((RandomVariable) weight).distribution().describe())
                .distinct()
                .collect(Collectors.joining(", "));
        return priors.isEmpty() ? text.toString() : text + " ~ " + priors;
    }

    private static String sizes(Shape shape) {
        return Arrays.stream(shape.sizes()).mapToObj(Integer::toString).collect(Collectors.joining(" × "));
    }

    private static String shape(Shape shape) {
        return switch (shape.rank()) {
            case 0 -> "";
            case 1 -> " vector " + extent(shape.dim(0));
            default -> " " + sizes(shape);
        };
    }

    private static String extent(Dim dim) {
        return dim.label() == null ? "of " + dim.size() : "over " + dim.label().name();
    }
}
