package org.platen.inference.train;

import java.util.List;

/**
 * How parameters are moved along gradients of a loss that is to become small. All formulas are those of PyTorch 2, so that learning rates and results can be
 * compared; g is the gradient, p a parameter, η the learning rate, and all other numbers start at 0.
 */
public sealed interface Optimizer {

    /** The name of averages of gradients. */
    String FIRST = "first";

    /** The name of averages, or sums, of their squares. */
    String SECOND = "second";

    /** The learning rate η of every step. */
    Schedule learningRate();

    /**
     * The largest length of the gradient of all parameters together: a longer one is scaled by {@code largestNorm / (norm + 1e-6)}. Infinite where gradients
     * are taken as they are.
     */
    double largestNorm();

    /** The same with gradients scaled to a length of at most {@code norm}. */
    Optimizer clippedTo(double norm);

    /** The names of the numbers that it keeps for each number of a parameter. */
    List<String> slots();

    /**
     * One step of one parameter.
     *
     * @param p the parameter's numbers, which are changed
     * @param g the gradient's
     * @param scale what the gradient is multiplied by
     * @param slots the numbers that are kept, in the order of {@link #slots()}; they are changed
     * @param step how many steps were made before
     */
    void update(double[] p, double[] g, double scale, double[][] slots, long step);

    /** What gradients of this length are multiplied by, so that they are not too long. */
    default double scale(double norm) {
        return norm > largestNorm() ? largestNorm() / (norm + 1e-6) : 1;
    }

    /** Plain gradient descent. */
    static Sgd sgd(double learningRate) {
        return new Sgd(Schedule.constant(learningRate), Double.POSITIVE_INFINITY);
    }

    /** Gradient descent with momentum 0.9. */
    static Momentum momentum(double learningRate) {
        return new Momentum(Schedule.constant(learningRate), 0.9, false, Double.POSITIVE_INFINITY);
    }

    /** RMSProp with decay 0.99 and ε = 1e-8. */
    static RmsProp rmsProp(double learningRate) {
        return new RmsProp(Schedule.constant(learningRate), 0.99, 1e-8, Double.POSITIVE_INFINITY);
    }

    /** Adagrad with ε = 1e-10. */
    static Adagrad adagrad(double learningRate) {
        return new Adagrad(Schedule.constant(learningRate), 1e-10, Double.POSITIVE_INFINITY);
    }

    /** Adam with β₁ = 0.9, β₂ = 0.999 and ε = 1e-8. */
    static Adam adam(double learningRate) {
        return adam(Schedule.constant(learningRate));
    }

    /** The same with a learning rate that depends on the step. */
    static Adam adam(Schedule learningRate) {
        return new Adam(learningRate, 0.9, 0.999, 1e-8, Double.POSITIVE_INFINITY);
    }

    /**
     * AdamW with Adam's numbers: weight decay for networks, 1e-2 as PyTorch has it.
     *
     * @param weightDecay the share, times the learning rate, by which every number that is trained shrinks in each step: weights and biases, and in unconstrained form
     *     whatever else a model has parameters of
     */
    static AdamW adamW(double learningRate, double weightDecay) {
        return new AdamW(Schedule.constant(learningRate), 0.9, 0.999, 1e-8, weightDecay, Double.POSITIVE_INFINITY);
    }

    /** p ← p − η g. */
    record Sgd(Schedule learningRate, double largestNorm) implements Optimizer {

        /** Checks the numbers. */
        public Sgd {
            checkNorm(largestNorm);
        }

        @Override
        public Sgd clippedTo(double norm) {
            return new Sgd(learningRate, norm);
        }

        @Override
        public List<String> slots() {
            return List.of();
        }

        @Override
        public void update(double[] p, double[] g, double scale, double[][] slots, long step) {
            double rate = scale * learningRate.at(step);
            for (int i = 0; i < p.length; i++) {
                p[i] -= rate * g[i];
            }
        }
    }

    /**
     * m ← μ m + g, then p ← p − η m, or with Nesterov's look ahead p ← p − η (g + μ m) (Sutskever et al. 2013, "On the importance of initialization and
     * momentum in deep learning").
     */
    record Momentum(Schedule learningRate, double momentum, boolean nesterov, double largestNorm) implements Optimizer {

        /** Checks the numbers. */
        public Momentum {
            checkDecay("momentum", momentum);
            checkNorm(largestNorm);
        }

        @Override
        public Momentum clippedTo(double norm) {
            return new Momentum(learningRate, momentum, nesterov, norm);
        }

        @Override
        public List<String> slots() {
            return List.of(FIRST);
        }

        @Override
        public void update(double[] p, double[] g, double scale, double[][] slots, long step) {
            double rate = learningRate.at(step);
            double[] m = slots[0];
            for (int i = 0; i < p.length; i++) {
                double gradient = scale * g[i];
                m[i] = momentum * m[i] + gradient;
                p[i] -= rate * (nesterov ? gradient + momentum * m[i] : m[i]);
            }
        }
    }

    /** v ← α v + (1 − α) g², p ← p − η g / (√v + ε) (Tieleman and Hinton 2012). */
    record RmsProp(Schedule learningRate, double decay, double epsilon, double largestNorm) implements Optimizer {

        /** Checks the numbers. */
        public RmsProp {
            checkDecay("decay", decay);
            checkNorm(largestNorm);
        }

        @Override
        public RmsProp clippedTo(double norm) {
            return new RmsProp(learningRate, decay, epsilon, norm);
        }

        @Override
        public List<String> slots() {
            return List.of(SECOND);
        }

        @Override
        public void update(double[] p, double[] g, double scale, double[][] slots, long step) {
            double rate = learningRate.at(step);
            double[] v = slots[0];
            for (int i = 0; i < p.length; i++) {
                double gradient = scale * g[i];
                v[i] = decay * v[i] + (1 - decay) * gradient * gradient;
                p[i] -= rate * gradient / (Math.sqrt(v[i]) + epsilon);
            }
        }
    }

    /** v ← v + g², p ← p − η g / (√v + ε) (Duchi, Hazan and Singer 2011). */
    record Adagrad(Schedule learningRate, double epsilon, double largestNorm) implements Optimizer {

        /** Checks the numbers. */
        public Adagrad {
            checkNorm(largestNorm);
        }

        @Override
        public Adagrad clippedTo(double norm) {
            return new Adagrad(learningRate, epsilon, norm);
        }

        @Override
        public List<String> slots() {
            return List.of(SECOND);
        }

        @Override
        public void update(double[] p, double[] g, double scale, double[][] slots, long step) {
            double rate = learningRate.at(step);
            double[] v = slots[0];
            for (int i = 0; i < p.length; i++) {
                double gradient = scale * g[i];
                v[i] += gradient * gradient;
                p[i] -= rate * gradient / (Math.sqrt(v[i]) + epsilon);
            }
        }
    }

    /**
     * m ← β₁ m + (1 − β₁) g, v ← β₂ v + (1 − β₂) g², p ← p − η (m / (1 − β₁ᵗ)) / (√(v / (1 − β₂ᵗ)) + ε), where t counts steps from 1 (Kingma and Ba 2015,
     * algorithm 1).
     */
    record Adam(Schedule learningRate, double beta1, double beta2, double epsilon, double largestNorm)
            implements Optimizer {

        /** Checks the numbers. */
        public Adam {
            checkDecay("beta1", beta1);
            checkDecay("beta2", beta2);
            checkNorm(largestNorm);
        }

        @Override
        public Adam clippedTo(double norm) {
            return new Adam(learningRate, beta1, beta2, epsilon, norm);
        }

        @Override
        public List<String> slots() {
            return List.of(FIRST, SECOND);
        }

        @Override
        public void update(double[] p, double[] g, double scale, double[][] slots, long step) {
            double[] m = slots[0];
            double[] v = slots[1];
            double rate = learningRate.at(step) / (1 - Math.pow(beta1, step + 1.0));
            double correction = Math.sqrt(1 - Math.pow(beta2, step + 1.0));
            for (int i = 0; i < p.length; i++) {
                double gradient = scale * g[i];
                m[i] = beta1 * m[i] + (1 - beta1) * gradient;
                v[i] = beta2 * v[i] + (1 - beta2) * gradient * gradient;
                p[i] -= rate * m[i] / (Math.sqrt(v[i]) / correction + epsilon);
            }
        }
    }

    /** p ← p − η λ p, then Adam's step (Loshchilov and Hutter 2019, "Decoupled weight decay regularization"). */
    record AdamW(
            Schedule learningRate, double beta1, double beta2, double epsilon, double weightDecay, double largestNorm)
            implements Optimizer {

        /** Checks the numbers. */
        public AdamW {
            checkDecay("beta1", beta1);
            checkDecay("beta2", beta2);
            checkNorm(largestNorm);
        }

        @Override
        public AdamW clippedTo(double norm) {
            return new AdamW(learningRate, beta1, beta2, epsilon, weightDecay, norm);
        }

        @Override
        public List<String> slots() {
            return List.of(FIRST, SECOND);
        }

        @Override
        public void update(double[] p, double[] g, double scale, double[][] slots, long step) {
            double kept = 1 - learningRate.at(step) * weightDecay;
            for (int i = 0; i < p.length; i++) {
                p[i] *= kept;
            }
            adam().update(p, g, scale, slots, step);
        }

        /** What remains without weight decay. */
        public Adam adam() {
            return new Adam(learningRate, beta1, beta2, epsilon, largestNorm);
        }
    }

    private static void checkDecay(String name, double value) {
        if (!(value >= 0 && value < 1)) {
            throw new IllegalArgumentException("an optimizer's " + name + " is from 0 to below 1, found " + value);
        }
    }

    private static void checkNorm(double norm) {
        if (!(norm > 0)) {
            throw new IllegalArgumentException("gradients are clipped to a positive length, found " + norm);
        }
    }
}
