package org.platen.inference.vi;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.platen.dsl.model.Model;
import org.platen.dsl.model.Variable;
import org.platen.inference.backend.LocalExecutor;
import org.platen.inference.data.Binding;
import org.platen.inference.data.Data;
import org.platen.inference.fit.TextTable;
import org.platen.inference.lower.Roles;
import org.platen.inference.posterior.ApproximateFit;
import org.platen.inference.posterior.Draws;
import org.platen.inference.posterior.JointPosterior;
import org.platen.inference.posterior.PosteriorTable;
import org.platen.inference.unconstrained.LogDensity;
import org.platen.inference.unconstrained.LogPosterior;

/** What {@link MeanFieldVi} returns: the approximation of the highest bound of its starts. Immutable. */
public final class VariationalFit implements ApproximateFit {

    /** Starts whose bounds differ by more nats than this have found different solutions. */
    private static final double DISAGREEMENT = 1;

    private final JointPosterior posterior;
    private final LogPosterior target;
    private final Roles roles;
    private final ViOptions options;
    private final List<Ascent> ascents;
    private final Ascent best;
    private final Elbo elbo;
    private final double[][] points;

    private VariationalFit(
            JointPosterior posterior,
            LogPosterior target,
            Roles roles,
            ViOptions options,
            List<Ascent> ascents,
            Ascent best,
            Elbo elbo,
            double[][] points) {
        this.posterior = posterior;
        this.target = target;
        this.roles = roles;
        this.options = options;
        this.ascents = ascents;
        this.best = best;
        this.elbo = elbo;
        this.points = points;
    }

    static VariationalFit of(
            Model model,
            Data data,
            Roles roles,
            LogPosterior target,
            LogDensity density,
            List<Ascent> ascents,
            ViOptions options) {
        Ascent best = ascents.stream()
                .max(Comparator.comparingDouble(ascent -> finite(ascent.bound())))
                .orElseThrow();
        Elbo elbo = Elbo.of(density, best.approximation(), options.accuracy(), options.seed());
        double[][] noise = new Noise(best.approximation().noise(), (options.draws() + 1) / 2, options.seed()).set(-1);
        double[][] points = Arrays.stream(noise)
                .limit(options.draws())
                .map(best.approximation()::draw)
                .toArray(double[][]::new);
        LogPosterior.Scales scales = target.scales();
        Map<Variable, double[][][]> values = new LinkedHashMap<>();
        target.variables().forEach(variable -> values.put(variable, new double[1][points.length][]));
        for (int i = 0; i < points.length; i++) {
            int draw = i;
            scales.values(points[i]).forEach((variable, value) -> values.get(variable)[0][draw] = value);
        }
        Draws draws = Draws.of(Binding.of(model, data), values);
        JointPosterior posterior = new JointPosterior(model, data, roles, draws);
        return new VariationalFit(posterior, target, roles, options, List.copyOf(ascents), best, elbo, points);
    }

    private static double finite(double bound) {
        return Double.isNaN(bound) ? Double.NEGATIVE_INFINITY : bound;
    }

    @Override
    public JointPosterior posterior() {
        return posterior;
    }

    /** The approximation in unconstrained numbers. */
    Gaussian approximation() {
        return best.approximation();
    }

    /** The evidence lower bound: what the log evidence of the data is at least, up to the Monte Carlo error. */
    public Elbo elbo() {
        return elbo;
    }

    @Override
    public double[] logRatios() {
        try (LocalExecutor executor = new LocalExecutor(options.threads())) {
            LogDensity density = target.density(executor);
            double[] gradient = new double[density.dimension()];
            return Arrays.stream(points)
                    .mapToDouble(point ->
                            density.at(point, gradient) - best.approximation().logDensity(point))
                    .toArray();
        }
    }

    @Override
    public List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        List<Double> bounds = ascents.stream().map(Ascent::bound).toList();
        double low = bounds.stream().mapToDouble(VariationalFit::finite).min().orElse(0);
        if (ascents.size() > 1 && finite(best.bound()) - low > DISAGREEMENT) {
            warnings.add("starts disagree: their bounds are "
                    + bounds.stream().map(TextTable::number).collect(Collectors.joining(", "))
                    + ". The posterior has several modes, of which this is one; more restarts may find a higher one.");
        }
        if (!best.reason().startsWith("converged")) {
            warnings.add("not converged: " + best.reason());
        }
        return warnings;
    }

    @Override
    public String stoppingReason() {
        return best.reason();
    }

    /** The bound after each iteration of the best start, each by its own draws. */
    @Override
    public List<Double> trace() {
        return best.trace();
    }

    @Override
    public String summary() {
        Map<String, String> lines = new LinkedHashMap<>();
        lines.put("approximation", options.family().words() + " of " + points[0].length + " unconstrained numbers");
        lines.put("ELBO", String.format(Locale.ROOT, "%.4f ± %.4f", elbo.value(), elbo.error()));
        lines.put("iterations", Integer.toString(best.trace().size()));
        lines.put("stopped", best.reason());
        lines.put("starts", Integer.toString(ascents.size()));
        if (!roles.enumerated().isEmpty()) {
            lines.put("summed out", roles.enumerated().toString());
        }
        warnings().forEach(warning -> lines.merge("warning", warning, (a, b) -> a + "; " + b));
        int width = lines.keySet().stream().mapToInt(String::length).max().orElse(0);
        StringBuilder text = new StringBuilder("Variational fit of '" + model().name() + "'\n");
        lines.forEach((label, line) -> text.append("  ")
                .append(TextTable.padded(label, -width))
                .append("  ")
                .append(line)
                .append('\n'));
        return text.append("\nPosterior\n").append(PosteriorTable.of(posterior)).toString();
    }

    @Override
    public String toString() {
        return summary();
    }
}
