package org.platen.benchmarks;

import static org.platen.dsl.distribution.Distributions.categorical;
import static org.platen.dsl.distribution.Distributions.multivariateNormal;
import static org.platen.dsl.distribution.Distributions.multivariateNormalDiagonal;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.platen.dsl.model.Model;
import org.platen.dsl.model.Space;
import org.platen.inference.data.Data;
import org.platen.inference.em.EmFit;
import org.platen.inference.em.ExactEm;
import org.platen.progress.TerminalProgress;

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
        double[] start = read(Path.of(arguments[1]), 1, k + k * d + d)[0];
        Data data = Data.of(mixture.get("x"), read(Path.of(arguments[0]), n, d));
        List<Long> times = new ArrayList<>();
        ExactEm engine =
                new ExactEm().startAt(start(start, k, d, full)).tolerance(0).iterations(WARM_UP + iterations);
        EmFit fit = fit(engine, mixture, data, WARM_UP + iterations, times);
        double[] milliseconds = new double[times.size() - 1];
        for (int i = 0; i < milliseconds.length; i++) {
            milliseconds[i] = (times.get(i + 1) - times.get(i)) * 1e-6;
        }
        double[] counted = Arrays.copyOfRange(milliseconds, WARM_UP - 1, milliseconds.length);
        Arrays.sort(counted);
        System.out.printf(
                Locale.ROOT,
                "{\"iterations\": %d, \"millisecondsPerIteration\": %.2f, \"fastest\": %.2f, \"first\": %.2f,"
                        + " \"peakResidentBytes\": %d, \"logLikelihoodPerRow\": %.12f, \"weights\": %s}%n",
                fit.iterations(),
                counted[counted.length / 2],
                counted[0],
                milliseconds[0],
                PeakMemory.bytes(),
                fit.logLikelihood() / n,
                Arrays.toString(fit.estimate("weights").values()));
    }

    private static EmFit fit(ExactEm engine, Model mixture, Data data, int iterations, List<Long> times) {
        try (TerminalProgress bar = TerminalProgress.of("Mixture", iterations)) {
            return engine.progress(progress -> {
                        times.add(System.nanoTime());
                        bar.on(progress);
                    })
                    .fit(mixture, data);
        }
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

    /** Rows of {@code d} little-endian numbers, read one after the other so that nothing is held twice. */
    private static double[][] read(Path file, int n, int d) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            double[][] rows = new double[n][d];
            ByteBuffer row = ByteBuffer.allocate(d * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            for (double[] values : rows) {
                if (in.readNBytes(row.array(), 0, row.capacity()) < row.capacity()) {
                    throw new IOException(file + " holds fewer than " + n + " rows of " + d + " numbers");
                }
                row.rewind();
                row.asDoubleBuffer().get(values);
            }
            return rows;
        }
    }
}
