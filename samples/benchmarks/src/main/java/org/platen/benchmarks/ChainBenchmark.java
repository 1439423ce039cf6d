package org.platen.benchmarks;

import static org.platen.dsl.distribution.Distributions.categorical;
import static org.platen.dsl.distribution.Distributions.multivariateNormal;

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
 * Times EM iterations of a Gaussian hidden Markov model with full covariances on the sequences and from the starting point that {@code peers/make_chains.py}
 * writes, so that hmmlearn can be timed on the same. Prints one JSON object.
 *
 * <p>Arguments: sequences file, start file, n, T, d, S, iterations.
 */
public final class ChainBenchmark {

    private static final int WARM_UP = 8;

    private ChainBenchmark() {}

    /** Runs the benchmark. */
    public static void main(String[] arguments) throws IOException {
        int n = Integer.parseInt(arguments[2]);
        int length = Integer.parseInt(arguments[3]);
        int d = Integer.parseInt(arguments[4]);
        int s = Integer.parseInt(arguments[5]);
        int iterations = Integer.parseInt(arguments[6]);
        Model chains = chains(s, d);
        double[] start = NumberFiles.read(Path.of(arguments[1]), 1, s + s * s + s * d + d)[0];
        Data data = Data.of(chains.get("x"), NumberFiles.read(Path.of(arguments[0]), n, length * d));
        IterationTimes times = new IterationTimes(WARM_UP);
        ExactEm engine = new ExactEm().startAt(start(start, s, d)).tolerance(0);
        EmFit fit = times.fit("Chains", engine, WARM_UP + iterations, chains, data);
        System.out.printf(
                Locale.ROOT,
                "{\"iterations\": %d, \"millisecondsPerIteration\": %.2f, \"fastest\": %.2f, \"first\": %.2f,"
                        + " \"peakResidentBytes\": %d, \"logLikelihoodPerInstant\": %.12f, \"initial\": %s}%n",
                fit.iterations(),
                times.median(),
                times.fastest(),
                times.first(),
                PeakMemory.bytes(),
                fit.logLikelihood() / n / length,
                Arrays.toString(fit.estimate("initial").values()));
    }

    private static Model chains(int states, int d) {
        return Model.declare("chains", m -> {
            var state = m.plate("state", states);
            var sequence = m.plate("sequence");
            var time = m.chain("time", sequence);
            var initial = m.parameter("initial", Space.simplex(state));
            var transition = m.parameter("transition", state, Space.simplex(state));
            var mean = m.parameter("mean", state, Space.real(d));
            var covariance = m.parameter("covariance", state, Space.positiveDefinite(d));
            var z = m.markov("z", time, categorical(initial), previous -> categorical(transition.at(previous)));
            m.observed("x", time, multivariateNormal(mean.at(z), covariance.at(z)));
        });
    }

    private static Map<String, double[]> start(double[] values, int s, int d) {
        int means = s + s * s;
        int variances = means + s * d;
        double[] covariance = new double[s * d * d];
        for (int state = 0; state < s; state++) {
            for (int i = 0; i < d; i++) {
                covariance[(state * d + i) * d + i] = values[variances + i];
            }
        }
        Map<String, double[]> start = new LinkedHashMap<>();
        start.put("initial", Arrays.copyOf(values, s));
        start.put("transition", Arrays.copyOfRange(values, s, means));
        start.put("mean", Arrays.copyOfRange(values, means, variances));
        start.put("covariance", covariance);
        return start;
    }
}
