package org.platen.inference.amortized;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.commons.rng.UniformRandomProvider;
import org.jspecify.annotations.Nullable;
import org.platen.dsl.distribution.Argument;
import org.platen.dsl.distribution.Moments;
import org.platen.dsl.distribution.Univariate;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.model.RandomVariable;
import org.platen.dsl.shape.ModelException;
import org.platen.inference.backend.RowSource;
import org.platen.inference.data.Binding;
import org.platen.inference.data.Data;
import org.platen.inference.fit.Streams;
import org.platen.inference.fit.Tensor;
import org.platen.inference.lower.Label;
import org.platen.inference.lower.Value;
import org.platen.inference.program.Node;
import org.platen.inference.program.Type;

/** Expectations of missing entries of an observed variable with independent entries, one event for each row. */
final class Imputing {

    private static final String WEIGHTS = "weights";
    private static final String MEAN = "mean";
    private static final String ARGUMENT = "argument ";
    private static final int FILLING_ROUNDS = 20;

    private final Questions questions;
    private final RandomVariable observed;
    private final double[][] values;

    /** @throws ModelException when the variable's entries are not independent, or it has further plates */
    Imputing(Questions questions, Binding binding, RandomVariable observed) {
        this.questions = questions;
        this.observed = observed;
        this.values = binding.column(observed).values();
        ModelException.require(
                observed.distribution() instanceof Univariate && observed.distribution() instanceof Moments,
                "'%s' is %s: entries are imputed of families of single numbers with a mean in closed form",
                observed.name(),
                observed.distribution().family());
        ModelException.require(
                observed.axes().size() == 1,
                "'%s' lives in %s, expected the plate of the rows alone",
                observed.name(),
                observed.axes());
    }

    /** Draws of latent variables given what is there, weighted by importance: exact with many. */
    Tensor byImportance(Binding binding, int samples) {
        List<RowSource> filled = filled(binding);
        int draws = Math.min(samples, 50);
        Questions.At at = at(binding, draws);
        Node weights = Objects.requireNonNull(
                LogWeights.of(at.joint(), at.approximations()).ofRows());
        Value mean = lowered(at, ((Moments) observed.distribution()).mean());
        int runs = (samples + draws - 1) / draws;
        double[][] sums = new double[values.length][at.rows()];
        double[] totals = new double[at.rows()];
        double[] largest = new double[at.rows()];
        Arrays.fill(largest, Double.NEGATIVE_INFINITY);
        Map<String, Node> outputs = Map.of(WEIGHTS, weights, MEAN, whole(at, mean));
        try (Passes passes = questions.passes(at, outputs, at.approximations().noise())) {
            passes.bind(Approximations.FILLED + observed.name(), filled);
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
        return filled(sums);
    }

    private Questions.At at(Binding binding, int draws) {
        return questions.at(
                binding,
                (joint, continuous) -> Approximations.filled(questions.model(), joint, continuous, draws, observed),
                draws,
                Map.of());
    }

    /** Missing entries at what they are reconstructed to be, again and again: where approximations are to look for latent variables. */
    private List<RowSource> filled(Binding binding) {
        Questions.At at = at(binding, 1);
        double[][] now = new double[values.length][];
        for (int entry = 0; entry < now.length; entry++) {
            now[entry] = new double[at.rows()];
            Arrays.fill(now[entry], known(entry));
        }
        List<RowSource> sources = Arrays.stream(now).map(RowSource::of).toList();
        Node mean = whole(at, lowered(at, ((Moments) observed.distribution()).mean()));
        try (Passes passes = questions.passes(at, Map.of(MEAN, mean), Map.of())) {
            passes.centre(at.approximations().noise());
            passes.bind(Approximations.FILLED + observed.name(), sources);
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

    /** The average of what is known of an entry. */
    private double known(int entry) {
        return Arrays.stream(values[entry])
                .filter(x -> !Double.isNaN(x))
                .average()
                .orElse(0.5);
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

    /**
     * Pseudo-Gibbs sampling (Rezende, Mohamed and Wierstra 2014, appendix F): latent variables drawn given the filled data, then missing entries given these; the
     * average expectation over the later half of the sweeps.
     */
    Tensor byPseudoGibbs(Data data, int sweeps, long seed) {
        double[][] now = new double[values.length][];
        UniformRandomProvider random = Streams.of(seed, "pseudo-Gibbs");
        for (int entry = 0; entry < now.length; entry++) {
            now[entry] = values[entry].clone();
            double known = known(entry);
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
        return filled(sums);
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
        outputs.put(MEAN, whole(at, lowered(at, ((Moments) observed.distribution()).mean())));
        for (int i = 0; i < arguments.size(); i++) {
            outputs.put(ARGUMENT + i, whole(at, lowered(at, arguments.get(i).value())));
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

    private Value lowered(Questions.At at, Expr expr) {
        return at.joint().broadcast(at.approximations().lowering().lower(expr), observed);
    }

    /** For each row, and each draw where there are several, the whole event. */
    private static Node whole(Questions.At at, Value value) {
        List<Integer> dims = new ArrayList<>(value.eventDims());
        if (at.draws() > 1) {
            dims.add(0, at.draws());
        }
        List<Label> labels = at.draws() > 1 ? List.of(new Label.OfSample(at.draws())) : List.of();
        return at.algebra().toType(at.joint().scope().spread(value, labels, value.eventRank()), new Type(true, dims));
    }

    /** Known entries as they are. */
    private Tensor filled(double[][] expected) {
        int rows = values[0].length;
        double[] all = new double[rows * values.length];
        for (int entry = 0; entry < values.length; entry++) {
            for (int row = 0; row < rows; row++) {
                double own = values[entry][row];
                all[row * values.length + entry] = Double.isNaN(own) ? expected[entry][row] : own;
            }
        }
        List<Integer> dims = new ArrayList<>(List.of(rows));
        for (int size : observed.shape().sizes()) {
            dims.add(size);
        }
        return new Tensor(all, List.of(observed.axes().iterator().next().toString()), dims);
    }
}
