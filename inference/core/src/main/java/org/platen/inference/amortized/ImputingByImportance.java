package org.platen.inference.amortized;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.platen.inference.backend.RowSource;
import org.platen.inference.data.Binding;
import org.platen.inference.fit.Tensor;
import org.platen.inference.program.Node;

/** Missing entries by importance sampling: latent variables are drawn given what is there, and weighted. */
final class ImputingByImportance {

    private static final String WEIGHTS = "weights";
    private static final String MEAN = "mean";
    private static final int FILLING_ROUNDS = 20;

    private final Questions questions;
    private final Incomplete incomplete;

    ImputingByImportance(Questions questions, Incomplete incomplete) {
        this.questions = questions;
        this.incomplete = incomplete;
    }

    /** Draws of latent variables given what is there, weighted by importance: exact with many. */
    Tensor imputed(Binding binding, int samples) {
        List<RowSource> filled = filled(binding);
        int draws = Math.min(samples, 50);
        Questions.At at = at(binding, draws);
        Node weights = Objects.requireNonNull(
                LogWeights.of(at.joint(), at.approximations()).ofRows());
        int runs = (samples + draws - 1) / draws;
        double[][] sums = new double[incomplete.values().length][at.rows()];
        double[] totals = new double[at.rows()];
        double[] largest = new double[at.rows()];
        Arrays.fill(largest, Double.NEGATIVE_INFINITY);
        Map<String, Node> outputs = Map.of(WEIGHTS, weights, MEAN, incomplete.whole(at, incomplete.mean()));
        try (Passes passes = questions.passes(at, outputs, at.approximations().noise())) {
            passes.bind(Approximations.FILLED + incomplete.variable().name(), filled);
            for (int run = 0; run < runs; run++) {
                passes.all(
                        at.rows(),
                        at.block(),
                        run,
                        (done, from, rows) -> add(done.rows(WEIGHTS), done.rows(MEAN), from, sums, totals, largest));
            }
        }
        for (double[] entry : sums) {
            for (int row = 0; row < entry.length; row++) {
                entry[row] /= totals[row];
            }
        }
        return incomplete.filled(sums);
    }

    private Questions.At at(Binding binding, int draws) {
        return questions.at(
                binding,
                (joint, continuous) ->
                        Approximations.filled(questions.model(), joint, continuous, draws, incomplete.variable()),
                draws,
                Map.of());
    }

    /** Missing entries at what they are reconstructed to be, again and again: where approximations are to look for latent variables. */
    private List<RowSource> filled(Binding binding) {
        Questions.At at = at(binding, 1);
        double[][] now = new double[incomplete.values().length][];
        for (int entry = 0; entry < now.length; entry++) {
            now[entry] = new double[at.rows()];
            Arrays.fill(now[entry], incomplete.known(entry));
        }
        List<RowSource> sources = Arrays.stream(now).map(RowSource::of).toList();
        Node mean = incomplete.whole(at, incomplete.mean());
        try (Passes passes = questions.passes(at, Map.of(MEAN, mean), Map.of())) {
            passes.centre(at.approximations().noise());
            passes.bind(Approximations.FILLED + incomplete.variable().name(), sources);
            for (int round = 0; round < FILLING_ROUNDS; round++) {
                passes.all(at.rows(), at.block(), 0, (done, from, rows) -> {
                    double[][] means = done.rows(MEAN);
                    for (int entry = 0; entry < now.length; entry++) {
                        System.arraycopy(means[entry], 0, now[entry], from, rows);
                    }
                });
            }
        }
        return sources;
    }

    private static void add(
            double[][] logWeights, double[][] means, int from, double[][] sums, double[] totals, double[] largest) {
        for (int draw = 0; draw < logWeights.length; draw++) {
            for (int i = 0; i < logWeights[draw].length; i++) {
                int row = from + i;
                double log = logWeights[draw][i];
                if (log > largest[row]) {
                    double shrink = Math.exp(largest[row] - log);
                    totals[row] *= shrink;
                    for (double[] entry : sums) {
                        entry[row] *= shrink;
                    }
                    largest[row] = log;
                }
                double weight = Math.exp(log - largest[row]);
                totals[row] += weight;
                for (int entry = 0; entry < sums.length; entry++) {
                    sums[entry][row] += weight * means[draw * sums.length + entry][i];
                }
            }
        }
    }
}
