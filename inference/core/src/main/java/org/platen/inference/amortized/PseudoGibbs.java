package org.platen.inference.amortized;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.rng.UniformRandomProvider;
import org.jspecify.annotations.Nullable;
import org.platen.dsl.distribution.Argument;
import org.platen.dsl.distribution.Univariate;
import org.platen.dsl.model.RandomVariable;
import org.platen.inference.data.Binding;
import org.platen.inference.data.Data;
import org.platen.inference.fit.Streams;
import org.platen.inference.fit.Tensor;
import org.platen.inference.program.Node;

/** Missing entries by pseudo-Gibbs sampling (Rezende, Mohamed and Wierstra 2014, appendix F): latent variables and missing entries are drawn in turn. */
final class PseudoGibbs {

    private static final String MEAN = "mean";
    private static final String ARGUMENT = "argument ";

    private final Questions questions;
    private final Incomplete incomplete;
    private final RandomVariable observed;
    private final double[][] values;

    PseudoGibbs(Questions questions, Incomplete incomplete) {
        this.questions = questions;
        this.incomplete = incomplete;
        this.observed = incomplete.variable();
        this.values = incomplete.values();
    }

    /**
     * Pseudo-Gibbs sampling (Rezende, Mohamed and Wierstra 2014, appendix F): latent variables drawn given the filled data, then missing entries given these; the
     * average expectation over the later half of the sweeps.
     */
    Tensor imputed(Data data, int sweeps, long seed) {
        double[][] now = new double[values.length][];
        UniformRandomProvider random = Streams.of(seed, "pseudo-Gibbs");
        for (int entry = 0; entry < now.length; entry++) {
            now[entry] = values[entry].clone();
            double known = incomplete.known(entry);
            for (int row = 0; row < now[entry].length; row++) {
                now[entry][row] = Double.isNaN(values[entry][row]) ? start(known, random) : values[entry][row];
            }
        }
        double[][] sums = new double[now.length][now[0].length];
        int counted = 0;
        for (int sweep = 0; sweep < sweeps; sweep++) {
            boolean counts = sweep >= sweeps / 2;
            sweep(data, now, counts ? sums : null, sweep, random);
            counted += counts ? 1 : 0;
        }
        for (double[] entry : sums) {
            for (int row = 0; row < entry.length; row++) {
                entry[row] /= counted;
            }
        }
        return incomplete.filled(sums);
    }

    /** Discrete data begin at a value, others where the known ones are on average. */
    private double start(double known, UniformRandomProvider random) {
        return observed.isDiscrete() ? (random.nextDouble() < known ? 1 : 0) : known;
    }

    private void sweep(Data data, double[][] now, double @Nullable [][] sums, int sweep, UniformRandomProvider random) {
        Questions.At at = questions.at(
                Binding.of(questions.model(), data.without(observed).and(observed, byRow(now))), 1);
        List<Argument> arguments = observed.distribution().arguments();
        Map<String, Node> outputs = new LinkedHashMap<>();
        outputs.put(MEAN, incomplete.whole(at, incomplete.mean()));
        for (int i = 0; i < arguments.size(); i++) {
            outputs.put(ARGUMENT + i, incomplete.whole(at, arguments.get(i).value()));
        }
        Univariate family = (Univariate) observed.distribution();
        try (Passes passes = questions.passes(at, outputs, at.approximations().noise())) {
            passes.all(at.rows(), at.block(), sweep, (done, from, rows) -> {
                double[][] means = done.rows(MEAN);
                List<double[][]> given = new ArrayList<>();
                for (int i = 0; i < arguments.size(); i++) {
                    given.add(done.rows(ARGUMENT + i));
                }
                for (int entry = 0; entry < now.length; entry++) {
                    for (int i = 0; i < rows; i++) {
                        int row = from + i;
                        if (sums != null) {
                            sums[entry][row] += means[entry][i];
                        }
                        if (Double.isNaN(values[entry][row])) {
                            now[entry][row] = family.draw(random, numbers(given, entry, i));
                        }
                    }
                }
            });
        }
    }

    private static double[] numbers(List<double[][]> given, int entry, int row) {
        double[] numbers = new double[given.size()];
        Arrays.setAll(numbers, i -> given.get(i)[entry][row]);
        return numbers;
    }

    private static double[][] byRow(double[][] byEntry) {
        double[][] rows = new double[byEntry[0].length][byEntry.length];
        for (int entry = 0; entry < byEntry.length; entry++) {
            for (int row = 0; row < rows.length; row++) {
                rows[row][entry] = byEntry[entry][row];
            }
        }
        return rows;
    }
}
