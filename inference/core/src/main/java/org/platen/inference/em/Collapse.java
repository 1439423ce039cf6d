package org.platen.inference.em;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.model.Model;
import org.platen.dsl.model.Parameter;
import org.platen.dsl.model.RandomVariable;
import org.platen.inference.data.Column;
import org.platen.inference.em.rule.Users;
import org.platen.inference.lower.Joint;
import org.platen.inference.lower.LocationAndSpread;
import org.platen.inference.lower.Lowering;
import org.platen.inference.lower.ScaledSpread;
import org.platen.inference.lower.Value;
import org.platen.inference.program.Node;

/**
 * Finds components that shrink onto a few rows, where the likelihood grows without bound: a spread without a prior whose smallest eigenvalue, in units of the
 * data's variances, falls below {@link #SMALLEST}.
 */
final class Collapse {

    /** The smallest scaled variance that counts as a solution. */
    static final double SMALLEST = 1e-6;

    /** The same around a location that differs from row to row, as in a regression, where a good fit leaves little. */
    private static final double SMALLEST_AROUND_ROWS = 1e-14;

    private record Watched(
            String name, Value spread, ScaledSpread kind, double[] variances, double smallest, String output) {}

    private final List<Watched> watched = new ArrayList<>();

    Collapse(Model model, Joint joint, Lowering lowering) {
        for (RandomVariable variable : model.observed()) {
            Column column = joint.layout().binding().columns().get(variable);
            LocationAndSpread family =
                    LocationAndSpread.of(variable.distribution()).orElse(null);
            Parameter parameter = family == null ? null : free(model, family.spread());
            if (column == null || family == null || parameter == null) {
                continue;
            }
            Value spread = lowering.lower(family.spread());
            if (!spread.node().type().rows()) {
                boolean aroundRows =
                        lowering.lower(family.location()).node().type().rows();
                watched.add(new Watched(
                        parameter.name(),
                        spread,
                        family.kind(),
                        variances(
                                column,
                                family.ofLogs(),
                                family.isAtKnownLocation(model),
                                joint.layout().elementWeights(variable.axes())),
                        aroundRows ? SMALLEST_AROUND_ROWS : SMALLEST,
                        "spread of " + variable.name()));
            }
        }
    }

    /** The parameter that a spread depends on, where no prior keeps it from zero. */
    private static @Nullable Parameter free(Model model, Expr spread) {
        if (model.latents().stream().anyMatch(latent -> !latent.isDiscrete() && Users.mentions(spread, latent))) {
            return null;
        }
        return model.parameters().stream()
                .filter(parameter -> Users.mentions(spread, parameter))
                .findFirst()
                .orElse(null);
    }

    private static double[] variances(
            Column column, boolean ofLogs, boolean atKnownLocation, IntToDoubleFunction weights) {
        return Arrays.stream(column.values())
                .map(values -> ofLogs ? Arrays.stream(values).map(Math::log).toArray() : values)
                .map(values -> ColumnScale.of(values, weights))
                .mapToDouble(scale -> atKnownLocation && scale.variance() == 0 ? square(scale) : scale.variance())
                .toArray();
    }

    /** What a column that is constant, around a location that is not estimated, is measured by. */
    private static double square(ColumnScale scale) {
        return scale.mean() == 0 ? 1 : scale.mean() * scale.mean();
    }

    /** What is to be evaluated with the E-step. */
    Map<String, Node> outputs() {
        Map<String, Node> outputs = new LinkedHashMap<>();
        watched.forEach(one -> outputs.put(one.output, one.spread.node()));
        return outputs;
    }

    /** The collapsed component in words, or null when there is none. */
    @Nullable
    String find(Function<String, double[]> outputs) {
        for (Watched one : watched) {
            double[] values = outputs.apply(one.output);
            int event = one.spread.eventDims().stream().reduce(1, (a, b) -> a * b);
            for (int element = 0; element < values.length / event; element++) {
                double[] own = Arrays.copyOfRange(values, element * event, (element + 1) * event);
                double smallest = one.kind.smallest(own, one.variances);
                if (!(smallest >= one.smallest)) {
                    return String.format(
                            Locale.ROOT,
                            "'%s'%s collapsed onto a few rows: its smallest variance is %s of the data's",
                            one.name,
                            values.length > event ? "[" + element + "]" : "",
                            Double.isFinite(smallest)
                                    ? String.format(Locale.ROOT, "%.1e", Math.max(0, smallest))
                                    : "nothing");
                }
            }
        }
        return null;
    }
}
