package org.platen.benchmarks;

import static org.platen.dsl.distribution.Distributions.bernoulli;
import static org.platen.dsl.distribution.Distributions.categorical;

import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import org.platen.dsl.model.Model;
import org.platen.dsl.model.Space;
import org.platen.inference.data.Data;
import org.platen.inference.em.EmFit;
import org.platen.inference.em.ExactEm;

/**
 * Times EM iterations of a latent class model on rows of binary answers that it draws itself: classes with success probabilities between 0.1 and 0.9. Prints
 * one JSON object.
 *
 * <p>Arguments: n, items, K, {@code reduced} or {@code plain}, iterations.
 */
public final class LatentClassBenchmark {

    private static final int WARM_UP = 20;

    private LatentClassBenchmark() {}

    /** Runs the benchmark. */
    public static void main(String[] arguments) throws IOException {
        int n = Integer.parseInt(arguments[0]);
        int items = Integer.parseInt(arguments[1]);
        int k = Integer.parseInt(arguments[2]);
        int iterations = Integer.parseInt(arguments[4]);
        Model classes = classes(k, items);
        double[] truth = probabilities(new SplittableRandom(1), k * items);
        double[] start = probabilities(new SplittableRandom(2), k * items);
        Data data = Data.of(classes.get("x"), answers(new SplittableRandom(3), truth, n, items, k));
        IterationTimes times = new IterationTimes(WARM_UP);
        double[] even = new double[k];
        Arrays.fill(even, 1.0 / k);
        long began = System.nanoTime();
        ExactEm engine = new ExactEm()
                .startAt(Map.of("weights", even, "success", start))
                .tolerance(0)
                .reduce(arguments[3].equals("reduced"));
        EmFit fit = times.fit("Latent class", engine, WARM_UP + iterations, classes, data);
        System.out.printf(
                Locale.ROOT,
                "{\"data\": \"%s\", \"iterations\": %d, \"millisecondsPerIteration\": %.3f, \"fastest\": %.3f, \"toFirst\": %.1f,"
                        + " \"peakResidentBytes\": %d, \"logLikelihoodPerRow\": %.12f}%n",
                fit.reduction().orElse("all rows"),
                fit.iterations(),
                times.median(),
                times.fastest(),
                times.toFirst(began),
                PeakMemory.bytes(),
                fit.logLikelihood() / n);
    }

    private static Model classes(int k, int items) {
        return Model.declare("latent classes", m -> {
            var cluster = m.plate("class", k);
            var row = m.plate("row");
            var weights = m.parameter("weights", Space.simplex(cluster));
            var success = m.parameter("success", cluster, Space.unitInterval(items));
            var z = m.latent("z", row, categorical(weights));
            m.observed("x", row, bernoulli(success.at(z)));
        });
    }

    private static double[] probabilities(SplittableRandom random, int count) {
        double[] probabilities = new double[count];
        Arrays.setAll(probabilities, i -> random.nextDouble(0.1, 0.9));
        return probabilities;
    }

    private static double[][] answers(SplittableRandom random, double[] success, int n, int items, int k) {
        double[][] rows = new double[n][items];
        for (double[] row : rows) {
            int own = random.nextInt(k);
            for (int item = 0; item < items; item++) {
                row[item] = random.nextDouble() < success[own * items + item] ? 1 : 0;
            }
        }
        return rows;
    }
}
