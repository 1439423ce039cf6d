package org.platen.benchmarks;

import static org.platen.dsl.distribution.Distributions.bernoulliLogits;
import static org.platen.dsl.distribution.Distributions.halfCauchy;
import static org.platen.dsl.distribution.Distributions.normal;
import static org.platen.dsl.expr.Expressions.zeros;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import org.platen.dsl.model.Covariate;
import org.platen.dsl.model.Model;
import org.platen.inference.backend.LocalExecutor;
import org.platen.inference.data.Data;
import org.platen.inference.jvm.JvmBackend;
import org.platen.inference.lower.Roles;
import org.platen.inference.unconstrained.LogDensity;
import org.platen.inference.unconstrained.LogPosterior;

/**
 * Times evaluations of a log posterior density with its gradient, on one thread, warm: eight schools (Rubin 1981), not centred, or a logistic regression on rows
 * of a file. Prints one JSON object; times are of the processor, in the fastest round.
 *
 * <p>Arguments: {@code schools}, evaluations a round; or {@code logistic}, evaluations a round, file of n rows of d covariates and y, n, d.
 */
public final class DensityBenchmark {

    private static final double[] EFFECTS = {28, 8, -3, 7, -1, 1, 18, 12};
    private static final double[] ERRORS = {15, 10, 16, 11, 9, 11, 10, 18};
    private static final int ROUNDS = 40;

    private DensityBenchmark() {}

    /** Runs the benchmark. */
    public static void main(String[] arguments) throws IOException {
        int evaluations = Integer.parseInt(arguments[1]);
        LogPosterior posterior = arguments[0].equals("schools")
                ? schools()
                : logistic(Path.of(arguments[2]), Integer.parseInt(arguments[3]), Integer.parseInt(arguments[4]));
        try (LocalExecutor alone = new LocalExecutor(1)) {
            LogDensity density = posterior.density(alone);
            double[] point = new double[density.dimension()];
            double[] gradient = new double[point.length];
            Arrays.setAll(point, i -> 0.1 * Math.sin(i));
            double value = density.at(point, gradient);
            double length = Math.sqrt(Arrays.stream(gradient).map(x -> x * x).sum());
            System.out.printf(
                    Locale.ROOT,
                    "{\"microseconds\": %.4f, \"logDensity\": %.12f, \"gradientLength\": %.12f}%n",
                    microseconds(density, point, gradient, evaluations),
                    value,
                    length);
        }
    }

    private static double microseconds(LogDensity density, double[] point, double[] gradient, int evaluations) {
        var threads = ManagementFactory.getThreadMXBean();
        double fastest = Double.POSITIVE_INFINITY;
        for (int round = 0; round < ROUNDS; round++) {
            long began = threads.getCurrentThreadCpuTime();
            for (int i = 0; i < evaluations; i++) {
                point[0] += 1e-9;
                density.at(point, gradient);
            }
            fastest = Math.min(fastest, (threads.getCurrentThreadCpuTime() - began) * 1e-3 / evaluations);
        }
        return fastest;
    }

    private static LogPosterior schools() {
        Model schools = Model.declare("eight schools", m -> {
            var school = m.plate("school", EFFECTS.length);
            var error = m.given("error", school);
            var mu = m.latent("mu", normal(0, 5));
            var tau = m.latent("tau", halfCauchy(5));
            var z = m.latent("z", school, normal(0, 1));
            m.observed("y", school, normal(mu.plus(tau.times(z)), error));
        });
        return posterior(schools, Data.of(schools.get("y"), EFFECTS).and(schools.get("error"), ERRORS));
    }

    private static LogPosterior logistic(Path file, int n, int d) throws IOException {
        Model logistic = Model.declare("logistic regression", m -> {
            var row = m.plate("row");
            var x = m.given("x", row, Covariate.real(d));
            var intercept = m.latent("intercept", normal(0, 1));
            var slopes = m.latent("slopes", normal(zeros(d), 1));
            m.observed("y", row, bernoulliLogits(intercept.plus(x.dot(slopes))));
        });
        double[][] rows = NumberFiles.read(file, n, d + 1);
        double[][] x = Arrays.stream(rows).map(row -> Arrays.copyOf(row, d)).toArray(double[][]::new);
        double[] y = Arrays.stream(rows).mapToDouble(row -> row[d]).toArray();
        return posterior(logistic, Data.of(logistic.get("x"), x).and(logistic.get("y"), y));
    }

    private static LogPosterior posterior(Model model, Data data) {
        Roles roles = new Roles(new ArrayList<>(model.latents()), Set.of());
        return LogPosterior.of(model, data.bind(model), roles, new JvmBackend());
    }
}
