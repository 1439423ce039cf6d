package org.platen.inference.em;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.platen.dsl.expr.Constant;
import org.platen.dsl.model.Model;
import org.platen.dsl.model.RandomVariable;
import org.platen.dsl.model.Variable;
import org.platen.inference.data.Column;
import org.platen.inference.em.rule.Users;
import org.platen.inference.lower.LocationAndSpread;

/** Columns that tell nothing of the spread they are to determine. */
final class Degenerate {

    private Degenerate() {}

    /** Why the likelihood of an observed variable has no maximum, or null when nothing in its values stands against it. */
    static @Nullable String obstacle(Model model, RandomVariable observed, Column column) {
        LocationAndSpread family = LocationAndSpread.of(observed.distribution()).orElse(null);
        if (family == null || isSetByPrior(model, family)) {
            return null;
        }
        List<Variable> free = model.parameters().stream()
                .filter(parameter -> Users.mentions(family.spread(), parameter))
                .<Variable>map(parameter -> parameter)
                .toList();
        double[][] values = column.values();
        boolean shared = family.spread().shape().isScalar() && values.length > 1;
        for (int i = 0; i < values.length && !free.isEmpty() && !shared; i++) {
            if (!differ(values[i]) && !isAwayFromItsMean(model, family, values[i], i)) {
                return "'" + observed.name() + "'" + (values.length > 1 ? ", column " + (i + 1) : "")
                        + ": all values are " + why(values[i], free.get(0))
                        + " Leave the column out, or declare '"
                        + free.get(0).name() + "' as a latent variable with a prior.";
            }
        }
        return null;
    }

    private static String why(double[] values, Variable spread) {
        return Arrays.stream(values).allMatch(Double::isNaN)
                ? "missing, so nothing tells '" + spread.name() + "'."
                : ColumnScale.of(values).mean() + ", so the likelihood grows without bound as '" + spread.name()
                        + "' shrinks.";
    }

    /** Whether equal values lie elsewhere than their location, which nothing moves to them: they tell the spread. */
    private static boolean isAwayFromItsMean(Model model, LocationAndSpread family, double[] values, int entry) {
        double value = Arrays.stream(values)
                .filter(known -> !Double.isNaN(known))
                .findFirst()
                .orElse(Double.NaN);
        if (Double.isNaN(value) || !family.isAtKnownLocation(model)) {
            return false;
        }
        double at = family.ofLogs() ? Math.log(value) : value;
        return !(family.location() instanceof Constant constant)
                || constant.values()[entry % constant.values().length] != at;
    }

    /** Whether two known values differ. */
    private static boolean differ(double[] values) {
        double first = Double.NaN;
        for (double value : values) {
            if (Double.isNaN(first)) {
                first = value;
            } else if (value < first || value > first) {
                return true;
            }
        }
        return false;
    }

    private static boolean isSetByPrior(Model model, LocationAndSpread family) {
        return model.latents().stream()
                .anyMatch(latent -> !latent.isDiscrete() && Users.mentions(family.spread(), latent));
    }
}
