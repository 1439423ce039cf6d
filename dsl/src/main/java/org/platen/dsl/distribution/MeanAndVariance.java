package org.platen.dsl.distribution;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.platen.dsl.expr.Constant;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.expr.Expressions;

/**
 * Mean and variance of a distribution in closed form: those of families with {@link Moments}, and of mixtures of them and of counts with additional zeros
 * (laws of total expectation and total variance).
 *
 * @param mean the expectation, in the event's shape or a number that is the same for all of it
 * @param variance the variance of each entry, likewise
 */
public record MeanAndVariance(Expr mean, Expr variance) {

    /** Those of a distribution; empty when there is no closed form of them. */
    public static Optional<MeanAndVariance> of(Distribution distribution) {
        if (distribution instanceof Moments family) {
            return Optional.of(new MeanAndVariance(family.mean(), family.variance()));
        } else if (distribution instanceof Mixture mixture) {
            List<MeanAndVariance> components = new ArrayList<>();
            mixture.components().forEach(component -> of(component).ifPresent(components::add));
            return components.size() < mixture.components().size()
                    ? Optional.empty()
                    : Optional.of(mixed(mixture.parameterisation().probabilities(mixture.weights()), components));
        } else if (distribution instanceof MixtureAlong mixture) {
            Expr weights = mixture.parameterisation().probabilities(mixture.weights());
            return of(mixture.component()).map(all -> mixed(weights, along(mixture, all)));
        }
        return distribution instanceof ZeroInflated inflated
                ? of(inflated.counts()).map(counts -> withZeros(inflated.zeroProbability(), counts))
                : Optional.empty();
    }

    private static MeanAndVariance mixed(Expr weights, List<MeanAndVariance> components) {
        Expr mean = Constant.of(0);
        for (int k = 0; k < components.size(); k++) {
            mean = mean.plus(weights.entry(k).times(components.get(k).mean));
        }
        Expr variance = Constant.of(0);
        for (int k = 0; k < components.size(); k++) {
            MeanAndVariance component = components.get(k);
            Expr around = component.variance.plus(component.mean.minus(mean).squared());
            variance = variance.plus(weights.entry(k).times(around));
        }
        return new MeanAndVariance(mean, variance);
    }

    /** The components along the outermost event axis, one by one. */
    private static List<MeanAndVariance> along(MixtureAlong mixture, MeanAndVariance all) {
        Expr zeros = Expressions.zeros(mixture.component().eventShape().sizes());
        Expr mean = zeros.plus(all.mean);
        Expr variance = zeros.plus(all.variance);
        return IntStream.range(0, mixture.component().eventShape().dim(0).size())
                .mapToObj(k -> new MeanAndVariance(mean.entry(k), variance.entry(k)))
                .toList();
    }

    private static MeanAndVariance withZeros(Expr zeroProbability, MeanAndVariance counts) {
        Expr drawn = Constant.of(1).minus(zeroProbability);
        Expr around = counts.variance.plus(zeroProbability.times(counts.mean.squared()));
        return new MeanAndVariance(drawn.times(counts.mean), drawn.times(around));
    }
}
