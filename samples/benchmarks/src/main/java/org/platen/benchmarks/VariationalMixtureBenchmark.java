package org.platen.benchmarks;

import static org.platen.dsl.distribution.Distributions.categorical;
import static org.platen.dsl.distribution.Distributions.dirichlet;
import static org.platen.dsl.distribution.Distributions.multivariateNormal;
import static org.platen.dsl.distribution.Distributions.multivariateNormalPrecision;
import static org.platen.dsl.distribution.Distributions.wishart;
import static org.platen.dsl.expr.Expressions.identity;
import static org.platen.dsl.expr.Expressions.zeros;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.platen.dsl.expr.Expressions;
import org.platen.dsl.model.Model;
import org.platen.inference.data.Binding;
import org.platen.inference.data.Data;
import org.platen.inference.vi.conjugate.ConjugateOptions;
import org.platen.inference.vi.conjugate.ConjugateRun;
import org.platen.inference.vi.conjugate.CoordinateAscent;

/**
 * Times iterations of coordinate ascent on a variational mixture of Normals, on the rows that {@code peers/make_data.py} writes. An iteration updates weights,
 * means and precisions once each, with fresh responsibilities for means and for precisions. Prints one JSON object.
 *
 * <p>Arguments: rows file, n, d, K, iterations, threads.
 */
public final class VariationalMixtureBenchmark {

    private static final int WARM_UP = 10;

    private VariationalMixtureBenchmark() {}

    /** Runs the benchmark. */
    public static void main(String[] arguments) throws IOException {
        int n = Integer.parseInt(arguments[1]);
        int d = Integer.parseInt(arguments[2]);
        int k = Integer.parseInt(arguments[3]);
        int iterations = Integer.parseInt(arguments[4]);
        Model mixture = mixture(k, d);
        Data data = Data.of(mixture.get("x"), NumberFiles.read(Path.of(arguments[0]), n, d));
        IterationTimes times = new IterationTimes(WARM_UP);
        ProcessorTime processor = new ProcessorTime(WARM_UP);
        ConjugateOptions options = ConjugateOptions.DEFAULT
                .withRestarts(1)
                .withTolerance(0)
                .withIterations(WARM_UP + iterations)
                .withThreads(Integer.parseInt(arguments[5]))
                .withListener(progress -> {
                    times.on(progress);
                    processor.on(progress);
                });
        ConjugateRun run =
                CoordinateAscent.of(mixture, Binding.of(mixture, data), options).best();
        System.out.printf(
                Locale.ROOT,
                "{\"millisecondsPerIteration\": %.2f, \"fastest\": %.2f, \"processorMillisecondsPerIteration\": %.2f, \"bound\": %.6f}%n",
                times.median(),
                times.fastest(),
                processor.perIteration(),
                run.bound());
    }

    private static Model mixture(int k, int d) {
        return Model.declare("mixture", m -> {
            var cluster = m.plate("cluster", k);
            var row = m.plate("row");
            var weights = m.latent("weights", dirichlet(cluster, 1.0));
            var mean = m.latent(
                    "mean",
                    cluster,
                    multivariateNormal(zeros(d), Expressions.constant(10).times(identity(d))));
            var precision = m.latent("precision", cluster, wishart(d, identity(d)));
            var z = m.latent("z", row, categorical(weights));
            m.observed("x", row, multivariateNormalPrecision(mean.at(z), precision.at(z)));
        });
    }
}
