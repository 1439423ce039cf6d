package org.platen.inference.vi;

import org.jspecify.annotations.Nullable;
import org.platen.inference.checkpoint.Keeping;
import org.platen.inference.engine.RunControl;

/**
 * What variational inference may be told.
 *
 * @param shape of the approximation
 * @param effort to be made
 * @param control over how it runs
 * @param files that let it go on later
 */
record ViOptions(Shape shape, Effort effort, RunControl control, Keeping.Files files) {

    static final ViOptions DEFAULT = new ViOptions(
            new Shape(Family.MEAN_FIELD, 0, true, false, null),
            new Effort(null, 10_000, 1e-10, 0.01, 4000, false),
            RunControl.of("MeanFieldVi"),
            Keeping.Files.NONE);

    /** Draws of a first, coarse ascent. */
    static final int FEW_DRAWS = 32;

    /** Most draws of one evaluation of the bound. */
    static final int MOST_DRAWS = 512;

    /** Steps whose results are averaged in the end. */
    static final int AVERAGED = 20;

    /** Standard deviations before the first step. */
    static final double FIRST_DEVIATION = 0.1;

    /**
     * What approximates the posterior.
     *
     * @param family of variables that are fitted by gradients
     * @param rank of the low-rank family
     * @param conjugate whether conditionally conjugate variables get factors of their own family
     * @param adam whether gradients are followed with Adam's steps, also where natural gradients are possible
     * @param batching how rows come in batches, or null for all at once
     */
    record Shape(
            Family family,
            int rank,
            boolean conjugate,
            boolean adam,
            @Nullable Batching batching) {

        Shape withFamily(Family value, int ofRank) {
            return new Shape(value, ofRank, conjugate, adam, batching);
        }

        Shape withConjugate(boolean value) {
            return new Shape(family, rank, value, adam, batching);
        }

        Shape withAdam() {
            return new Shape(family, rank, conjugate, true, batching);
        }

        Shape withBatching(Batching value) {
            return new Shape(family, rank, conjugate, adam, value);
        }

        Shape {
            require(family != Family.LOW_RANK || rank >= 1, "the rank", rank, "at least 1");
        }
    }

    /**
     * How much is done.
     *
     * @param restarts starts, the best of which is taken; null for several where discrete variables are summed out and else one
     * @param iterations most iterations of a start
     * @param tolerance relative change of a bound without Monte Carlo error below which it has converged
     * @param accuracy Monte Carlo standard error of the bound that is aimed for, in nats
     * @param draws of the posterior that the fit holds
     * @param checked whether the approximation is compared with the posterior at its draws
     */
    record Effort(
            @Nullable Integer restarts, int iterations, double tolerance, double accuracy, int draws, boolean checked) {

        Effort withRestarts(int value) {
            return new Effort(value, iterations, tolerance, accuracy, draws, checked);
        }

        Effort withIterations(int value) {
            return new Effort(restarts, value, tolerance, accuracy, draws, checked);
        }

        Effort withTolerance(double value) {
            return new Effort(restarts, iterations, value, accuracy, draws, checked);
        }

        Effort withAccuracy(double value) {
            return new Effort(restarts, iterations, tolerance, value, draws, checked);
        }

        Effort withDraws(int value) {
            return new Effort(restarts, iterations, tolerance, accuracy, value, checked);
        }

        Effort withCheck() {
            return new Effort(restarts, iterations, tolerance, accuracy, draws, true);
        }

        Effort {
            require(restarts == null || restarts >= 1, "restarts", restarts, "at least 1");
            require(iterations >= 1, "iterations", iterations, "at least 1");
            require(tolerance >= 0, "tolerance", tolerance, "at least 0");
            require(accuracy > 0, "accuracy", accuracy, "above 0");
            require(draws >= 1, "draws", draws, "at least 1");
        }
    }

    ViOptions with(Keeping.Files other) {
        return new ViOptions(shape, effort, control, other);
    }

    ViOptions with(Shape other) {
        return new ViOptions(other, effort, control, files);
    }

    ViOptions with(Effort other) {
        return new ViOptions(shape, other, control, files);
    }

    ViOptions with(RunControl other) {
        return new ViOptions(shape, effort, other, files);
    }

    Family family() {
        return shape.family();
    }

    int iterations() {
        return effort.iterations();
    }

    double accuracy() {
        return effort.accuracy();
    }

    int draws() {
        return effort.draws();
    }

    long seed() {
        return control.seed();
    }

    int threads() {
        return control.threads();
    }

    private static void require(boolean condition, String name, @Nullable Object found, String expected) {
        if (!condition) {
            throw new IllegalArgumentException("MeanFieldVi: " + name + " must be " + expected + ", found " + found);
        }
    }
}
