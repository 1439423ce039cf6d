package org.platen.inference.choice;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.platen.dsl.model.Given;
import org.platen.dsl.model.Model;
import org.platen.dsl.model.RandomVariable;
import org.platen.dsl.model.Variable;
import org.platen.dsl.shape.ModelException;
import org.platen.dsl.shape.Plate;
import org.platen.inference.data.Binding;
import org.platen.inference.data.Data;
import org.platen.inference.engine.Engine;
import org.platen.inference.fit.Fit;
import org.platen.inference.fit.LikelihoodFit;
import org.platen.inference.fit.Streams;

/**
 * Cross-validation (Stone 1974): the rows of a plate are dealt into folds, a model is fitted to all folds but one, and the density of the rows of that one
 * says how well it predicts. Equal seeds deal alike whatever the model, so that models are compared on the same folds. An immutable value.
 */
public final class CrossValidation {

    private final int folds;
    private final long seed;
    private final String plate;

    /** Ten folds, seed 1, over the only plate that has data and whose size comes from them. */
    public CrossValidation() {
        this(10, 1, "");
    }

    private CrossValidation(int folds, long seed, String plate) {
        this.folds = folds;
        this.seed = seed;
        this.plate = plate;
    }

    /** Number of folds, at least 2; as many as rows leave out one at a time. */
    public CrossValidation folds(int number) {
        ModelException.require(number >= 2, "cross-validation needs at least 2 folds, found %d", number);
        return new CrossValidation(number, seed, plate);
    }

    /** Equal seeds deal rows into folds alike. */
    public CrossValidation seed(long number) {
        return new CrossValidation(folds, number, plate);
    }

    /** The plate whose rows are held out. */
    public CrossValidation over(String name) {
        return new CrossValidation(folds, seed, name);
    }

    /**
     * The rows of each fold, in increasing order; folds differ by one row at most.
     *
     * @throws ModelException when there are fewer rows than folds
     */
    public List<int[]> deal(int rows) {
        ModelException.require(
                rows >= folds, "%d rows cannot be dealt into %d folds. Take fewer: folds(%d).", rows, folds, rows);
        int[] shuffled = IntStream.range(0, rows).toArray();
        UniformRandomProvider random = Streams.of(seed, "folds");
        for (int i = rows - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            int swapped = shuffled[i];
            shuffled[i] = shuffled[other];
            shuffled[other] = swapped;
        }
        return IntStream.range(0, folds)
                .mapToObj(fold -> IntStream.range(0, rows)
                        .filter(i -> i % folds == fold)
                        .map(i -> shuffled[i])
                        .sorted()
                        .toArray())
                .toList();
    }

    /**
     * The log density of every row by the fit that has not seen it.
     *
     * @throws ModelException when the rows cannot be told apart, the model has estimates for each of them, or a fit fails: the message says in which fold
     */
    public HeldOut of(Model model, Data data, Engine engine) {
        Plate rows = rows(model);
        Set<Plate> held = held(model, rows);
        checkApart(model, rows, held);
        int size = Binding.of(model, data).size(rows);
        double[] densities = new double[size];
        List<int[]> deal = deal(size);
        for (int fold = 0; fold < folds; fold++) {
            int[] out = deal.get(fold);
            double[] found;
            try {
                Fit fit = engine.fit(model, data.rows(rows, others(size, out)));
                if (fit instanceof LikelihoodFit likelihood) {
                    likelihood.estimated().forEach(variable -> checkShared(variable, held));
                }
                found = densities(fit, data, rows, out);
            } catch (ModelException e) {
                ModelException failure =
                        new ModelException("fold " + (fold + 1) + " of " + folds + ": " + e.getMessage());
                failure.initCause(e);
                throw failure;
            }
            for (int i = 0; i < out.length; i++) {
                densities[out[i]] = found[i];
            }
        }
        return new HeldOut(densities, folds);
    }

    private static double[] densities(Fit fit, Data data, Plate rows, int[] held) {
        if (isOnlyPlate(fit.model(), rows)) {
            return fit.logDensity(data.rows(rows, held));
        }
        return Arrays.stream(held)
                .mapToDouble(row -> fit.logLikelihood(data.rows(rows, row)))
                .toArray();
    }

    private static int[] others(int size, int[] held) {
        return IntStream.range(0, size)
                .filter(row -> Arrays.binarySearch(held, row) < 0)
                .toArray();
    }

    /** Whether what {@link Fit#logDensity} calls rows can only be the elements of this plate. */
    private static boolean isOnlyPlate(Model model, Plate rows) {
        return model.factors().stream()
                .flatMap(variable -> variable.plates().stream())
                .allMatch(plate -> plate.equals(rows) || !plate.sizedByData());
    }

    private Plate rows(Model model) {
        if (!plate.isEmpty()) {
            return model.plates().stream()
                    .filter(found -> found.name().equals(plate))
                    .findFirst()
                    .orElseThrow(() -> new ModelException("cross-validation is over the rows of plate '" + plate
                            + "', which model '" + model.name() + "' does not have: it has " + model.plates()));
        }
        List<Plate> open = model.observed().stream()
                .flatMap(variable -> variable.plates().stream())
                .filter(found -> found.sizedByData() && !found.isChain())
                .distinct()
                .toList();
        ModelException.require(
                !open.isEmpty(),
                "model '%s' has no rows to hold out: nothing is observed in a plate, other than a chain, whose size comes from the data",
                model.name());
        ModelException.require(
                open.size() == 1,
                "model '%s' has observed variables in plates %s whose size comes from the data: say which one's rows are held out with over(\"…\")",
                model.name(),
                open);
        return open.get(0);
    }

    /** The plates whose elements are held out: the rows', and those that belong to rows by a given index. */
    private static Set<Plate> held(Model model, Plate rows) {
        Set<Plate> held = new LinkedHashSet<>(List.of(rows));
        boolean grown = true;
        while (grown) {
            grown = false;
            for (Given given : model.givens()) {
                Plate named = given.covariate().indexed();
                grown |= named != null && held.contains(named) && held.addAll(given.plates());
            }
        }
        return held;
    }

    /** Everything observed must be held out with its row, or it would count in every fold. */
    private static void checkApart(Model model, Plate rows, Set<Plate> held) {
        for (RandomVariable observed : model.observed()) {
            ModelException.require(
                    observed.plates().stream().anyMatch(held::contains),
                    "'%s' is observed in %s, so it cannot be held out with rows of '%s': it would be fitted and tested in every fold. Cross-validate over another"
                            + " plate.",
                    observed.name(),
                    observed.axes(),
                    rows.name());
        }
        model.parameters().forEach(parameter -> checkShared(parameter, held));
    }

    private static void checkShared(Variable variable, Set<Plate> held) {
        ModelException.require(
                variable.plates().stream().noneMatch(held::contains),
                "'%s' is estimated for each row of %s, so rows that were not fitted have no density. Cross-validate over another plate, or let an engine integrate"
                        + " '%s' out.",
                variable.name(),
                held,
                variable.name());
    }
}
