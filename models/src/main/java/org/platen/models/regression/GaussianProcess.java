package org.platen.models.regression;

import static org.platen.dsl.distribution.Distributions.halfNormal;
import static org.platen.dsl.distribution.Distributions.inverseGamma;
import static org.platen.dsl.distribution.Distributions.multivariateNormal;
import static org.platen.dsl.distribution.Distributions.normal;
import static org.platen.dsl.expr.Expressions.constant;
import static org.platen.dsl.expr.Expressions.identity;
import static org.platen.dsl.expr.Expressions.zeros;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.platen.dsl.model.Covariate;
import org.platen.dsl.model.Model;
import org.platen.dsl.shape.Plates;
import org.platen.models.zoo.Draws;
import org.platen.models.zoo.Example;

/** A smooth function through noisy points. */
public final class GaussianProcess {

    private GaussianProcess() {}

    /**
     * Gaussian-process regression with a squared exponential covariance (Rasmussen and Williams 2006, equation 2.31; priors of the Stan user's guide).
     *
     * <pre>{@code
     * gaussian-process
     * squaredDistances = given, real 15 × 15
     * length           ~ InverseGamma(5, 5)
     * amplitude        ~ HalfNormal(2)
     * noise            ~ HalfNormal(1)
     * y                ~ MultivariateNormal(zeros(15), exp(squaredDistances * -0.5 / length^2) * amplitude^2 + identity(15) * noise^2)  (observed)
     * }</pre>
     *
     * <p>In Kotlin:
     *
     * <pre>{@code
     * val process = model("gaussian-process") {
     *     val squaredDistances by given(real(points, points))
     *     val length by latent(inverseGamma(5, 5))
     *     val amplitude by latent(halfNormal(2))
     *     val noise by latent(halfNormal(1))
     *     val covariance = exp(squaredDistances * -0.5 / (length pow 2)) * (amplitude pow 2) + identity(points) * (noise pow 2)
     *     val y by observed(multivariateNormal(zeros(points), covariance))
     * }
     * }</pre>
     *
     * @param points number of inputs; a fit takes time in its cube
     */
    public static Model of(int points) {
        return Model.declare("gaussian-process", m -> {
            var squaredDistances = m.given("squaredDistances", Plates.NONE, Covariate.real(points, points));
            var length = m.latent("length", inverseGamma(5, 5));
            var amplitude = m.latent("amplitude", halfNormal(constant(2)));
            var noise = m.latent("noise", halfNormal(constant(1)));
            var smooth = squaredDistances
                    .times(-0.5)
                    .dividedBy(length.squared())
                    .exp()
                    .times(amplitude.squared());
            var covariance = smooth.plus(identity(points).times(noise.squared()));
            m.observed("y", multivariateNormal(zeros(points), covariance));
        });
    }

    static Example example() {
        int points = 15;
        Draws draws = new Draws(16);
        double[] x = IntStream.range(0, points).mapToDouble(i -> 0.4 * i).toArray();
        double[][] distances = Arrays.stream(x)
                .mapToObj(a -> Arrays.stream(x).map(b -> (a - b) * (a - b)).toArray())
                .toArray(double[][]::new);
        double[] y = Arrays.stream(x)
                .map(a -> Math.sin(1.5 * a) + draws.from(normal(0, 0.2)))
                .toArray();
        return Example.of(of(points))
                .with("squaredDistances", distances)
                .with("y", y)
                .truth("noise", 0.2, 0.2);
    }
}
