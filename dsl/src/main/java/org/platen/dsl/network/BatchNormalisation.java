package org.platen.dsl.network;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.platen.dsl.expr.Application;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.expr.WhileTraining;
import org.platen.dsl.shape.ModelException;
import org.platen.dsl.shape.Shape;

/**
 * Each entry of a vector, or each channel of feature maps, [channels, …], less its mean, over √(variance + {@code epsilon}), times {@code scale} plus {@code shift}
 * (Ioffe and Szegedy 2015). In training moments are those of the batch: {@link WhileTraining.Standardised}. Everywhere else they are {@code runningMean} and
 * {@code runningVariance}, which follow those in training and start at 0 and 1. All four have the shape [channels].
 *
 * @param momentum how fast running moments follow those of batches
 * @param epsilon keeps constant entries finite
 */
public record BatchNormalisation(double momentum, double epsilon) implements Layer {

    private static final double MOMENTUM = 0.1;
    private static final double EPSILON = 1e-5;

    /** @throws ModelException unless the momentum is a share, and ε not negative */
    public BatchNormalisation {
        new WhileTraining.Standardised(momentum, epsilon);
    }

    /** With momentum 0.1 and ε = 1e-5, as PyTorch has them. */
    public static BatchNormalisation plain() {
        return new BatchNormalisation(MOMENTUM, EPSILON);
    }

    @Override
    public String kind() {
        return "batchNormalisation";
    }

    @Override
    public Shape output(Shape input) {
        ModelException.require(
                input.rank() >= 1,
                "batch normalisation takes a vector or feature maps, [channels, …], found event shape %s. Reshape it.",
                input);
        return input;
    }

    @Override
    public List<Weight> weights(Shape input) {
        Shape channels = Shape.of(input.dim(0).size());
        return List.of(
                new Weight("scale", channels, 1, 1, Initialiser.constant(1)),
                new Weight("shift", channels, 1, 1, Initialiser.constant(0)),
                Weight.running("runningMean", channels, 0),
                Weight.running("runningVariance", channels, 1));
    }

    @Override
    public Expr apply(Expr x, Map<String, Expr> weights) {
        Expr scale = Objects.requireNonNull(weights.get("scale"));
        Expr shift = Objects.requireNonNull(weights.get("shift"));
        Expr mean = Objects.requireNonNull(weights.get("runningMean"));
        Expr variance = Objects.requireNonNull(weights.get("runningVariance"));
        Expr factor = scale.dividedBy(variance.plus(epsilon).sqrt());
        Expr centred = x.minus(Channels.spread(mean, x.shape()));
        Expr value = centred.times(Channels.spread(factor, x.shape())).plus(Channels.spread(shift, x.shape()));
        return new Application(
                "batchNormalisation",
                List.of(x, scale, shift, mean, variance),
                Map.of(Application.ONLY, value),
                new WhileTraining.Standardised(momentum, epsilon));
    }

    @Override
    public String describe() {
        return "batch normalisation"
                + (momentum == MOMENTUM ? "" : ", momentum " + momentum)
                + (epsilon == EPSILON ? "" : ", epsilon " + epsilon);
    }
}
