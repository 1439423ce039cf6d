package org.platen.models.hierarchical;

import static org.platen.dsl.distribution.Distributions.beta;
import static org.platen.dsl.distribution.Distributions.binomial;
import static org.platen.dsl.distribution.Distributions.gamma;
import static org.platen.dsl.expr.Expressions.constant;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.platen.dsl.model.Model;
import org.platen.models.zoo.Draws;
import org.platen.models.zoo.Example;

/** Success rates of groups that are alike. */
public final class GroupRates {

    private GroupRates() {}

    /**
     * Beta-binomial rates of groups (Gelman et al. 2013, section 5.3, with priors of the mean and the number of imagined trials).
     *
     * <pre>{@code
     * group-rates: group
     * trials[group]    = given, real
     * mean             ~ Beta(1, 1)
     * size             ~ Gamma(2, 0.1)
     * rate[group]      ~ Beta(mean * size, (1 - mean) * size)
     * successes[group] ~ Binomial(trials, rate)  (observed)
     * }</pre>
     *
     * <p>In Kotlin:
     *
     * <pre>{@code
     * val rates = model("group-rates") {
     *     val group = plate("group")
     *     val trials by group.given()
     *     val mean by latent(beta(1, 1))
     *     val size by latent(gamma(shape = 2, rate = 0.1))
     *     val rate by group.latent(beta(mean * size, (1 - mean) * size))
     *     val successes by group.observed(binomial(trials, rate))
     * }
     * }</pre>
     */
    public static Model of() {
        return Model.declare("group-rates", m -> {
            var group = m.plate("group");
            var trials = m.given("trials", group);
            var mean = m.latent("mean", beta(1, 1));
            var size = m.latent("size", gamma(2, 0.1));
            var rate = m.latent(
                    "rate",
                    group,
                    beta(mean.times(size), constant(1).minus(mean).times(size)));
            m.observed("successes", group, binomial(trials, rate));
        });
    }

    static Example example() {
        Draws draws = new Draws(53);
        int groups = 40;
        double[] trials = IntStream.range(0, groups).mapToDouble(i -> 20 + i).toArray();
        double[] successes = Arrays.stream(trials)
                .map(n -> draws.from(binomial((int) n, draws.from(beta(3, 7)))))
                .toArray();
        return Example.of(of())
                .with("trials", trials)
                .with("successes", successes)
                .truth("mean", 0.11, 0.3)
                .truth("size", 9, 10);
    }
}
