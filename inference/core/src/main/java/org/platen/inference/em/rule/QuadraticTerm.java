package org.platen.inference.em.rule;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.platen.dsl.distribution.MultivariateNormal;
import org.platen.dsl.expr.Expr;
import org.platen.inference.lower.Value;

/** The expected log density of one term as a quadratic function of its coefficients: −½ Σ precision · product of deviations, at the spreads of the moment. */
final class QuadraticTerm {

    /**
     * A frame with its precisions.
     *
     * @param precision cell by cell, for each pair of entries
     * @param cells how many
     */
    private record Weighted(Frame frame, Function<Numbers, double[]> precision, int cells) {}

    /** A matrix makes all coefficients of a vector meet each other: with more of them than this there is more to add up than to climb. */
    private static final int MOST_MEETING = 2000;

    private final List<Weighted> frames;

    private QuadraticTerm(List<Weighted> frames) {
        this.frames = List.copyOf(frames);
    }

    /**
     * Empty when coefficients or spreads differ along more than look-ups tell.
     *
     * @param plain whether entries are to count as independent ones of variance one
     */
    static Optional<QuadraticTerm> of(Predictor predictor, boolean plain, Workbench workbench) {
        return predictor.gaussian() != null
                ? independent(predictor, predictor.gaussian(), workbench)
                : matrix(predictor, (MultivariateNormal) predictor.term().distribution(), plain, workbench);
    }

    private static Optional<QuadraticTerm> independent(Predictor predictor, Gaussian gaussian, Workbench workbench) {
        SpreadFactors factors = SpreadFactors.of(gaussian, workbench);
        EntryPairs pairs = new EntryPairs(predictor.term().shape().size(), false);
        Value weight = factors.weighted(workbench.weight(predictor.term()), predictor.term(), workbench);
        return of(
                new Residuals.Request(
                        predictor.term(),
                        gaussian.deviation(predictor.term()),
                        weight,
                        predictor.parts(),
                        factors.expressions(),
                        pairs),
                workbench,
                cell -> factors.in(cell, workbench)
                        .<Function<Numbers, double[]>>map(variance -> numbers -> {
                            double[] precision =
                                    PowerForm.product(variance, numbers, workbench.count(cell) * pairs.count());
                            for (int i = 0; i < precision.length; i++) {
                                precision[i] = 1 / precision[i];
                            }
                            return precision;
                        })
                        .orElse(null));
    }

    private static Optional<QuadraticTerm> matrix(
            Predictor predictor, MultivariateNormal normal, boolean plain, Workbench workbench) {
        EntryPairs pairs = new EntryPairs(predictor.term().shape().size(), !plain);
        if (!plain && predictor.regressorCount() > MOST_MEETING) {
            return Optional.empty();
        }
        List<Expr> within = plain ? List.of() : List.of(predictor.spread());
        return of(
                new Residuals.Request(
                        predictor.term(),
                        VectorCells.deviation(predictor.term(), normal),
                        VectorCells.weight(workbench, predictor.term()),
                        predictor.parts(),
                        within,
                        pairs),
                workbench,
                cell -> {
                    int cells = workbench.count(cell);
                    if (plain) {
                        double[] ones = new double[cells * pairs.count()];
                        Arrays.fill(ones, 1);
                        return numbers -> ones;
                    }
                    return Precision.of(normal, cell, workbench)
                            .<Function<Numbers, double[]>>map(precision -> numbers -> {
                                double[] all = new double[cells * pairs.count()];
                                for (int c = 0; c < cells; c++) {
                                    System.arraycopy(
                                            precision.at(c, numbers).data, 0, all, c * pairs.count(), pairs.count());
                                }
                                return all;
                            })
                            .orElse(null);
                });
    }

    private static Optional<QuadraticTerm> of(
            Residuals.Request request,
            Workbench workbench,
            Function<Cell, @Nullable Function<Numbers, double[]>> precisions) {
        boolean known = Cells.of(request.term(), request.within().toArray(Expr[]::new))
                .filter(cell -> precisions.apply(cell) != null)
                .isPresent();
        Residuals residuals = known ? Residuals.of(request, workbench).orElse(null) : null;
        if (residuals == null) {
            return Optional.empty();
        }
        List<Weighted> frames = new ArrayList<>();
        for (Frame frame : residuals.frames()) {
            Cell cell = frame.cell().withEvent(request.term().shape());
            Function<Numbers, double[]> precision = precisions.apply(cell);
            if (precision == null) {
                return Optional.empty();
            }
            frames.add(new Weighted(frame, precision, workbench.count(cell)));
        }
        return Optional.of(new QuadraticTerm(frames));
    }

    /** Tells which coefficients meet. */
    void connect(CoefficientGroups groups) {
        for (Weighted weighted : frames) {
            Frame frame = weighted.frame;
            frame.derivative(
                    new double[weighted.cells * frame.count()],
                    new double[weighted.cells * frame.pairs().count()],
                    groups);
        }
    }

    /** Adds the derivative to some equations. */
    void addTo(Frame.Sink equations, Numbers numbers) {
        for (Weighted weighted : frames) {
            weighted.frame.derivative(
                    numbers.statistic(weighted.frame.statistic()), weighted.precision.apply(numbers), equations);
        }
    }
}
