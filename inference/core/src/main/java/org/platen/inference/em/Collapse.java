package org.platen.inference.em;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.jspecify.annotations.Nullable;
import org.platen.dsl.distribution.Distribution;
import org.platen.dsl.distribution.LogNormal;
import org.platen.dsl.distribution.MultivariateNormal;
import org.platen.dsl.distribution.Normal;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.model.Model;
import org.platen.dsl.model.Parameter;
import org.platen.dsl.model.RandomVariable;
import org.platen.inference.data.Column;
import org.platen.inference.em.rule.Read;
import org.platen.inference.lower.Layout;

/**
 * Finds components that shrink onto a few rows, where the likelihood grows without bound: a spread without a prior whose smallest eigenvalue, in units of the
 * data's variances, falls below {@link #SMALLEST}.
 */
final class Collapse {

    /** The smallest scaled variance that counts as a solution. */
    static final double SMALLEST = 1e-6;

    private enum Kind {
        VARIANCE,
        SCALE,
        COVARIANCE,
        PRECISION,
        CHOLESKY
    }

    private record Watched(Parameter parameter, Kind kind, double[] variances) {}

    private final List<Watched> watched = new ArrayList<>();

    Collapse(Model model, Layout layout) {
        Map<Parameter, Watched> found = new LinkedHashMap<>();
        for (RandomVariable variable : model.observed()) {
            Column column = layout.binding().columns().get(variable);
            if (column == null) {
                continue;
            }
            Distribution distribution = variable.distribution();
            double[] variances = new double[column.values().length];
            for (int i = 0; i < variances.length; i++) {
                double[] values = column.values()[i];
                variances[i] = ColumnScale.of(distribution instanceof LogNormal ? logs(values) : values)
                        .variance();
            }
            Expr spread = spread(distribution);
            if (spread != null) {
                Read.of(spread)
                        .filter(read -> read.target() instanceof Parameter)
                        .map(read -> (Parameter) read.target())
                        .ifPresent(parameter ->
                                found.putIfAbsent(parameter, new Watched(parameter, kind(distribution), variances)));
            }
        }
        watched.addAll(found.values());
    }

    private static double[] logs(double[] values) {
        return java.util.Arrays.stream(values).map(Math::log).toArray();
    }

    private static @Nullable Expr spread(Distribution distribution) {
        if (distribution instanceof Normal normal) {
            return normal.scale();
        } else if (distribution instanceof LogNormal normal) {
            return normal.scale();
        }
        return distribution instanceof MultivariateNormal normal ? normal.spread() : null;
    }

    private static Kind kind(Distribution distribution) {
        if (!(distribution instanceof MultivariateNormal normal)) {
            return Kind.SCALE;
        }
        return switch (normal.form()) {
            case COVARIANCE -> Kind.COVARIANCE;
            case PRECISION -> Kind.PRECISION;
            case CHOLESKY -> Kind.CHOLESKY;
            case DIAGONAL -> Kind.VARIANCE;
        };
    }

    /** The collapsed component in words, or null when there is none. */
    @Nullable
    String find(Estimates estimates) {
        for (Watched one : watched) {
            double[] values = estimates.get(one.parameter);
            int event = one.parameter.shape().size();
            for (int element = 0; element < values.length / event; element++) {
                double smallest =
                        smallest(one, java.util.Arrays.copyOfRange(values, element * event, (element + 1) * event));
                if (!(smallest >= SMALLEST)) {
                    return String.format(
                            java.util.Locale.ROOT,
                            "'%s'%s collapsed onto a few rows: its smallest variance is %.1e of the data's",
                            one.parameter.name(),
                            values.length > event ? "[" + element + "]" : "",
                            smallest);
                }
            }
        }
        return null;
    }

    private static double smallest(Watched one, double[] values) {
        return switch (one.kind) {
            case SCALE, VARIANCE -> {
                double least = Double.POSITIVE_INFINITY;
                for (int i = 0; i < one.variances.length; i++) {
                    double value = values[values.length == 1 ? 0 : i];
                    double variance = one.kind == Kind.SCALE ? value * value : value;
                    least = Math.min(least, one.variances[i] > 0 ? variance / one.variances[i] : Double.NaN);
                }
                yield least;
            }
            case COVARIANCE -> smallestEigenvalue(values, one.variances, 1);
            case PRECISION -> 1 / -smallestEigenvalue(values, one.variances, -1);
            case CHOLESKY -> smallestEigenvalue(squared(values, one.variances.length), one.variances, 1);
        };
    }

    private static double[] squared(double[] lower, int n) {
        double[] product = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                for (int k = 0; k < n; k++) {
                    product[i * n + j] += lower[i * n + k] * lower[j * n + k];
                }
            }
        }
        return product;
    }

    /** The smallest eigenvalue of S^(−p/2) M S^(−p/2), with S the variances; for p = −1 minus the largest. */
    private static double smallestEigenvalue(double[] matrix, double[] variances, int power) {
        int n = variances.length;
        DMatrixRMaj scaled = new DMatrixRMaj(n, n);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                double value = 0.5
                        * (matrix[i * n + j] + matrix[j * n + i])
                        / Math.pow(variances[i] * variances[j], 0.5 * power);
                if (!Double.isFinite(value)) {
                    return Double.NaN;
                }
                scaled.set(i, j, power > 0 ? value : -value);
            }
        }
        var decomposition = DecompositionFactory_DDRM.eig(n, false, true);
        if (!decomposition.decompose(scaled)) {
            return Double.NaN;
        }
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < n; i++) {
            least = Math.min(least, decomposition.getEigenvalue(i).getReal());
        }
        return least;
    }
}
