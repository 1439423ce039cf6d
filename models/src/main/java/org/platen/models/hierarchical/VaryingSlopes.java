package org.platen.models.hierarchical;

import static org.platen.dsl.distribution.Distributions.halfNormal;
import static org.platen.dsl.distribution.Distributions.lkjCholesky;
import static org.platen.dsl.distribution.Distributions.multivariateNormal;
import static org.platen.dsl.distribution.Distributions.multivariateNormalCholesky;
import static org.platen.dsl.distribution.Distributions.normal;
import static org.platen.dsl.expr.Expressions.constant;
import static org.platen.dsl.expr.Expressions.diagonalTimes;
import static org.platen.dsl.expr.Expressions.filled;
import static org.platen.dsl.expr.Expressions.zeros;

import java.util.stream.IntStream;
import org.platen.dsl.model.Covariate;
import org.platen.dsl.model.Model;
import org.platen.models.zoo.Draws;
import org.platen.models.zoo.Example;

/** Groups that differ in level and slope. */
public final class VaryingSlopes {

    private VaryingSlopes() {}

    /**
     * An intercept and a slope for each group, correlated, with an LKJ prior of the correlation (Lewandowski, Kurowicka and Joe 2009; McElreath 2020, section
     * 14.1).
     *
     * <pre>{@code
     * varying-slopes: group, row
     * who[row]    = given, index of group
     * x[row]      = given, real
     * mean        ~ Normal(zeros(2), 5)
     * spread      ~ HalfNormal(filled(2, 2))
     * correlation ~ LkjCholesky(2, 2)
     * noise       ~ HalfNormal(2)
     * line[group] ~ MultivariateNormal(mean, choleskyFactor = spread @ ones(1, 2) * correlation)
     * y[row]      ~ Normal(line[who][0] + line[who][1] * x, noise)  (observed)
     * }</pre>
     *
     * <p>In Kotlin:
     *
     * <pre>{@code
     * val lines = model("varying-slopes") {
     *     val group = plate("group")
     *     val row = plate("row")
     *     val who by row.given(index(group))
     *     val x by row.given()
     *     val mean by latent(normal(zeros(2), 5))
     *     val spread by latent(halfNormal(filled(2, 2)))
     *     val correlation by latent(lkjCholesky(2, 2.0))
     *     val noise by latent(halfNormal(2))
     *     val line by group.latent(multivariateNormal(mean, choleskyFactor = diagonalTimes(spread, correlation)))
     *     val y by row.observed(normal(line[who][0] + line[who][1] * x, noise))
     * }
     * }</pre>
     */
    public static Model of() {
        return Model.declare("varying-slopes", m -> {
            var group = m.plate("group");
            var row = m.plate("row");
            var who = m.given("who", row, Covariate.index(group));
            var x = m.given("x", row);
            var mean = m.latent("mean", normal(zeros(2), 5));
            var spread = m.latent("spread", halfNormal(filled(2, 2)));
            var correlation = m.latent("correlation", lkjCholesky(2, 2));
            var noise = m.latent("noise", halfNormal(2));
            var line = m.latent("line", group, multivariateNormalCholesky(mean, diagonalTimes(spread, correlation)));
            m.observed(
                    "y",
                    row,
                    normal(line.at(who).entry(0).plus(line.at(who).entry(1).times(x)), noise));
        });
    }

    static Example example() {
        Draws draws = new Draws(52);
        int groups = 25;
        int rows = 250;
        double[][] covariance = {{1, -0.35}, {-0.35, 0.25}};
        double[][] line = draws.rowsFrom(groups, multivariateNormal(constant(2, -1), constant(covariance)));
        double[] x = draws.from(rows, normal(0, 1));
        double[] who = IntStream.range(0, rows).mapToDouble(i -> i % groups).toArray();
        double[] y = IntStream.range(0, rows)
                .mapToDouble(i -> draws.from(normal(line[i % groups][0] + line[i % groups][1] * x[i], 0.5)))
                .toArray();
        return Example.of(of())
                .with("who", who)
                .with("x", x)
                .with("y", y)
                .size("group", groups)
                .truth("mean", 0.8, 2, -1)
                .truth("spread", 0.6, 1, 0.5)
                .truth("noise", 0.12, 0.5);
    }
}
