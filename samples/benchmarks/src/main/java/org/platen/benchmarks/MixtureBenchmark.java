package org.platen.benchmarks;

import static org.platen.dsl.distribution.Distributions.categorical;
import static org.platen.dsl.distribution.Distributions.multivariateNormal;
import static org.platen.dsl.distribution.Distributions.multivariateNormalDiagonal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.platen.dsl.model.Model;
import org.platen.dsl.model.Space;
import org.platen.inference.data.Data;
import org.platen.inference.em.EmFit;
import org.platen.inference.em.ExactEm;

/**
 * Times EM iterations of a Gaussian mixture on the rows and from the starting point that {@code peers/make_data.py} writes, so that scikit-learn can be timed
 * on the same. Prints one JSON object.
 *
 * <p>Arguments: rows file, start file, n, d, K, {@code full} or {@code diag}, iterations.
 */
public final class MixtureBenchmark {

    private static final int WARM_UP = 8;

    private MixtureBenchmark() {}

    /** Runs the benchmark. */
    public static void main(String[] arguments) throws IOException {
        int n = Integer.parseInt(arguments[2]);
        int d = Integer.parseInt(arguments[3]);
        int k = Integer.parseInt(arguments[4]);
        boolean full = arguments[5].equals("full");
        int iterations = Integer.parseInt(arguments[6]);
        Model mixture = mixture(k, d, full);
        double[] start = NumberFiles.read(Path.of(arguments[1]), 1, k + k * d + d)[0];
        Data data = Data.of(mixture.get("x"), NumberFiles.read(Path.of(arguments[0]), n, d));
        IterationTimes times = new IterationTimes(WARM_UP);
        ExactEm engine = new ExactEm().startAt(start(start, k, d, full)).tolerance(0);
        EmFit fit = times.fit("Mixture", engine, WARM_UP + iterations, mixture, data);
        System.out.printf(
                Locale.ROOT,
                "{\"iterations\": %d, \"millisecondsPerIteration\": %.2f, \"fastest\": %.2f, \"first\": %.2f,"
                        + " \"peakResidentBytes\": %d, \"logLikelihoodPerRow\": %.12f, \"weights\": %s}%n",
                fit.iterations(),
                times.median(),
                times.fastest(),
                times.first(),
                PeakMemory.bytes(),
                fit.logLikelihood() / n,
                Arrays.toString(fit.estimate("weights").values()));
    }

    private static Model mixture(int k, int d, boolean full) {
        return Model.declare("mixture", m -> {
            var cluster = m.plate("cluster", k);
            var row = m.plate("row");
            var weights = m.parameter("weights", Space.simplex(cluster));
            var mean = m.parameter("mean", cluster, Space.real(d));
            var spread = m.parameter("spread", cluster, full ? Space.positiveDefinite(d) : Space.positive(d));
            var z = m.latent("z", row, categorical(weights));
            m.observed(
                    "x",
                    row,
                    full
                            ? multivariateNormal(mean.at(z), spread.at(z))
                            : multivariateNormalDiagonal(mean.at(z), spread.at(z)));
        });
    }

    private static Map<String, double[]> start(double[] values, int k, int d, boolean full) {
        double[] variances = Arrays.copyOfRange(values, k + k * d, values.length);
        double[] spread = new double[k * d * (full ? d : 1)];
        for (int c = 0; c < k; c++) {
            for (int i = 0; i < d; i++) {
                spread[full ? (c * d + i) * d + i : c * d + i] = variances[i];
            }
        }
        Map<String, double[]> start = new LinkedHashMap<>();
        start.put("weights", Arrays.copyOf(values, k));
        start.put("mean", Arrays.copyOfRange(values, k, k + k * d));
        start.put("spread", spread);
        return start;
    }
}
