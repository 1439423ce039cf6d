package org.platen.inference.train;

/** A number that depends on the step: a learning rate, the weight of a term of the loss. */
@FunctionalInterface
public interface Schedule {

    /** The number for a step, counted from 0. */
    double at(long step);

    /** The same number always. */
    static Schedule constant(double value) {
        return new Constant(value);
    }

    /** {@code start · factor^(step / steps)}: multiplied by {@code factor} within every {@code steps} steps, little by little. */
    static Schedule exponentialDecay(double start, double factor, long steps) {
        return new ExponentialDecay(start, factor, steps);
    }

    /** {@code start · factor^⌊step / steps⌋}: multiplied by {@code factor} after every {@code steps} steps. */
    static Schedule stepDecay(double start, double factor, long steps) {
        return new StepDecay(start, factor, steps);
    }

    /** From {@code start} to {@code end} in {@code steps} steps along half a cosine wave (Loshchilov and Hutter 2017, "SGDR", equation 5), then {@code end}. */
    static Schedule cosineDecay(double start, double end, long steps) {
        return new CosineDecay(start, end, steps);
    }

    /** From {@code start} to {@code end} in {@code steps} equal steps, then {@code end}. */
    static Schedule linear(double start, double end, long steps) {
        return new Linear(start, end, steps);
    }

    /** This schedule, its first {@code steps} numbers times 1/(steps + 1), 2/(steps + 1) and so on. */
    default Schedule warmedUp(long steps) {
        return new WarmUp(this, steps);
    }

    /** See {@link Schedule#constant}. */
    record Constant(double value) implements Schedule {

        @Override
        public double at(long step) {
            return value;
        }
    }

    /** See {@link Schedule#exponentialDecay}. */
    record ExponentialDecay(double start, double factor, long steps) implements Schedule {

        /** Checks the length. */
        public ExponentialDecay {
            checkSteps(steps);
        }

        @Override
        public double at(long step) {
            return start * Math.pow(factor, (double) step / steps);
        }
    }

    /** See {@link Schedule#stepDecay}. */
    record StepDecay(double start, double factor, long steps) implements Schedule {

        /** Checks the length. */
        public StepDecay {
            checkSteps(steps);
        }

        @Override
        public double at(long step) {
            return start * Math.pow(factor, step / steps);
        }
    }

    /** See {@link Schedule#cosineDecay}. */
    record CosineDecay(double start, double end, long steps) implements Schedule {

        /** Checks the length. */
        public CosineDecay {
            checkSteps(steps);
        }

        @Override
        public double at(long step) {
            double done = Math.min(1, (double) step / steps);
            return end + 0.5 * (start - end) * (1 + Math.cos(Math.PI * done));
        }
    }

    /** See {@link Schedule#linear}. */
    record Linear(double start, double end, long steps) implements Schedule {

        /** Checks the length. */
        public Linear {
            checkSteps(steps);
        }

        @Override
        public double at(long step) {
            return step >= steps ? end : start + (end - start) * step / steps;
        }
    }

    /** See {@link Schedule#warmedUp}. */
    record WarmUp(Schedule then, long steps) implements Schedule {

        /** Checks the length. */
        public WarmUp {
            checkSteps(steps);
        }

        @Override
        public double at(long step) {
            return then.at(step) * Math.min(1, (step + 1.0) / (steps + 1.0));
        }
    }

    private static void checkSteps(long steps) {
        if (steps < 1) {
            throw new IllegalArgumentException("a schedule takes at least one step, found " + steps);
        }
    }
}
