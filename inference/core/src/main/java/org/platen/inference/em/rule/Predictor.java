package org.platen.inference.em.rule;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.platen.dsl.distribution.MultivariateNormal;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.model.Variable;
import org.platen.inference.lower.Term;

/**
 * A Normal, LogNormal or multivariate Normal term whose mean is taken apart. A value that is estimated itself is one more part, with minus one as its
 * regressor.
 *
 * @param term the term
 * @param spread its standard deviation, variance or matrix
 * @param gaussian independent entries; null for a matrix
 * @param parts of the mean less the value
 */
record Predictor(Term term, Expr spread, @Nullable Gaussian gaussian, List<LinearPart> parts) {

    /** Empty for other families, and for the steps of a chain of estimated values. */
    static Optional<Predictor> of(Term term, Workbench workbench) {
        Gaussian gaussian = Gaussian.of(term.distribution()).orElse(null);
        boolean estimated = workbench.isEstimated(term.variable());
        if (estimated && (term.part() != Term.Part.ALL || gaussian != null && gaussian.ofLog())) {
            return Optional.empty();
        }
        if (gaussian != null) {
            return Optional.of(new Predictor(
                    term, gaussian.spread(), gaussian, parts(term, gaussian.mean(), estimated, workbench)));
        }
        return term.distribution() instanceof MultivariateNormal normal
                ? Optional.of(
                        new Predictor(term, normal.spread(), null, parts(term, normal.mean(), estimated, workbench)))
                : Optional.empty();
    }

    private static List<LinearPart> parts(Term term, Expr mean, boolean estimated, Workbench workbench) {
        List<LinearPart> parts = new ArrayList<>(ofMean(term, mean, workbench));
        if (estimated) {
            parts.add(LinearPart.of(term.variable()).negated());
        }
        return parts;
    }

    /** The parts of a mean, with an entry for each entry of the term's values. */
    static List<LinearPart> ofMean(Term term, Expr mean, Workbench workbench) {
        int size = term.shape().size();
        return new LinearPredictor(workbench)
                .parts(mean).stream().map(part -> part.repeated(size)).toList();
    }

    /** Number of regressors of all entries together. */
    int regressorCount() {
        return parts.stream()
                .flatMap(part -> Arrays.stream(part.entries()))
                .mapToInt(entries -> entries.length)
                .sum();
    }

    /** Whether the expected log density is a quadratic function of a variable given the others. */
    boolean isQuadraticIn(Variable variable) {
        return !Users.mentions(spread, variable)
                && parts.stream()
                        .map(LinearPart::coefficients)
                        .allMatch(coefficients ->
                                target(coefficients) == variable || !Users.mentions(coefficients, variable));
    }

    boolean mentions(Variable variable) {
        return Users.mentions(spread, variable)
                || parts.stream().anyMatch(part -> Users.mentions(part.coefficients(), variable));
    }

    private static @Nullable Variable target(Expr coefficients) {
        return Read.of(coefficients).map(Read::target).orElse(null);
    }

    /**
     * Whether a covariance does not matter for its coefficients: all entries have the same regressors, each has coefficients of its own that are used nowhere
     * else, and no coefficient meets two covariances (Zellner 1962).
     *
     * @param solved the variables that are solved for
     * @param elsewhere variables that other terms depend on too
     */
    boolean isFreeOfCovariance(Set<Variable> solved, Set<Variable> elsewhere) {
        List<Read> spreadReads = Cells.reads(spread);
        return parts.stream().allMatch(part -> {
            Variable target = target(part.coefficients());
            return target != null
                    && solved.contains(target)
                    && !elsewhere.contains(target)
                    && part.hasEqualRegressors()
                    && spreadReads.stream().allMatch(read -> covers(part.coefficients(), read));
        });
    }

    /** Whether the coefficients are told apart by all that a look-up is told apart by. */
    private static boolean covers(Expr coefficients, Read other) {
        return Read.of(coefficients).stream()
                .allMatch(read ->
                        read.target().axes().containsAll(other.target().axes())
                                && other.target().axes().stream()
                                        .allMatch(axis -> read.by().get(axis)
                                                == other.by().get(axis)));
    }
}
