package org.platen.models.hierarchical;

import static org.platen.dsl.distribution.Distributions.bernoulli;
import static org.platen.dsl.distribution.Distributions.halfNormal;
import static org.platen.dsl.distribution.Distributions.normal;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.platen.dsl.model.Covariate;
import org.platen.dsl.model.Model;
import org.platen.dsl.model.Space;
import org.platen.models.zoo.Draws;
import org.platen.models.zoo.Example;

/** Groups that differ in their level. */
public final class VaryingIntercepts {

    private VaryingIntercepts() {}

    /**
     * Lines with a common slope and an intercept for each group, which a covariate of the group predicts, by maximum likelihood: the radon in houses of counties, with the
     * floor that it was measured on and the county's uranium (Gelman and Hill 2007, section 12.6). Counties may have any number of houses.
     *
     * <pre>{@code
     * varying-intercepts: county, house
     * uranium[county] = given, real
     * where[house]    = given, index of county
     * floor[house]    = given, real
     * base            = parameter, real
     * effect          = parameter, real
     * slope           = parameter, real
     * between         = parameter, positive
     * within          = parameter, positive
     * alpha[county]   ~ Normal(base + effect * uranium, between)
     * radon[house]    ~ Normal(alpha[where] + slope * floor, within)  (observed)
     * }</pre>
     *
     * <p>In Kotlin:
     *
     * <pre>{@code
     * val houses = model("varying-intercepts") {
     *     val county = plate("county")
     *     val house = plate("house")
     *     val uranium by county.given()
     *     val where by house.given(index(county))
     *     val floor by house.given()
     *     val base by parameter(real())
     *     val effect by parameter(real())
     *     val slope by parameter(real())
     *     val between by parameter(positive())
     *     val within by parameter(positive())
     *     val alpha by county.latent(normal(base + effect * uranium, between))
     *     val radon by house.observed(normal(alpha[where] + slope * floor, within))
     * }
     * }</pre>
     *
     * <p>A table of houses, in which uranium stands beside each house of a county, becomes its data by
     *
     * <pre>{@code
     * val table = Data.csv(Path.of("radon.csv"))
     * val counties = table.categories("county.name")
     * val data = counties.into(houses["where"])
     *     .and(table.column("uranium").ofEach(counties).into(houses["uranium"]))
     *     .and(table.column("basement").into(houses["floor"]))
     *     .and(table.column("log.radon").into(houses["radon"]))
     * }</pre>
     */
    public static Model of() {
        return Model.declare("varying-intercepts", m -> {
            var county = m.plate("county");
            var house = m.plate("house");
            var uranium = m.given("uranium", county);
            var where = m.given("where", house, Covariate.index(county));
            var floor = m.given("floor", house);
            var base = m.parameter("base", Space.real());
            var effect = m.parameter("effect", Space.real());
            var slope = m.parameter("slope", Space.real());
            var between = m.parameter("between", Space.positive());
            var within = m.parameter("within", Space.positive());
            var alpha = m.latent("alpha", county, normal(base.plus(effect.times(uranium)), between));
            m.observed("radon", house, normal(alpha.at(where).plus(slope.times(floor)), within));
        });
    }

    /**
     * The same with priors; not centred, since most counties have few houses.
     *
     * <pre>{@code
     * varying-intercepts-posterior: county, house
     * uranium[county] = given, real
     * where[house]    = given, index of county
     * floor[house]    = given, real
     * base            ~ Normal(0, 10)
     * effect          ~ Normal(0, 10)
     * slope           ~ Normal(0, 10)
     * between         ~ HalfNormal(1)
     * within          ~ HalfNormal(1)
     * alpha[county]   ~ Normal(base + effect * uranium, between)  (non-centred)
     * radon[house]    ~ Normal(alpha[where] + slope * floor, within)  (observed)
     * }</pre>
     *
     * <p>In Kotlin:
     *
     * <pre>{@code
     * val houses = model("varying-intercepts-posterior") {
     *     val county = plate("county")
     *     val house = plate("house")
     *     val uranium by county.given()
     *     val where by house.given(index(county))
     *     val floor by house.given()
     *     val base by latent(normal(0, 10))
     *     val effect by latent(normal(0, 10))
     *     val slope by latent(normal(0, 10))
     *     val between by latent(halfNormal(1))
     *     val within by latent(halfNormal(1))
     *     val alpha by county.latent(normal(base + effect * uranium, between)).nonCentred()
     *     val radon by house.observed(normal(alpha[where] + slope * floor, within))
     * }
     * }</pre>
     */
    public static Model posterior() {
        return Model.declare("varying-intercepts-posterior", m -> {
            var county = m.plate("county");
            var house = m.plate("house");
            var uranium = m.given("uranium", county);
            var where = m.given("where", house, Covariate.index(county));
            var floor = m.given("floor", house);
            var base = m.latent("base", normal(0, 10));
            var effect = m.latent("effect", normal(0, 10));
            var slope = m.latent("slope", normal(0, 10));
            var between = m.latent("between", halfNormal(1));
            var within = m.latent("within", halfNormal(1));
            var alpha = m.latent("alpha", county, normal(base.plus(effect.times(uranium)), between))
                    .nonCentred();
            m.observed("radon", house, normal(alpha.at(where).plus(slope.times(floor)), within));
        });
    }

    static Example example() {
        return drawn(of());
    }

    static Example posteriorExample() {
        return drawn(posterior());
    }

    private static Example drawn(Model model) {
        Draws draws = new Draws(51);
        int counties = 30;
        int houses = 300;
        double[] uranium = draws.from(counties, normal(0, 1));
        double[] alpha = Arrays.stream(uranium)
                .map(u -> draws.from(normal(1.5 + 0.7 * u, 0.4)))
                .toArray();
        double[] where =
                IntStream.range(0, houses).mapToDouble(i -> i % counties).toArray();
        double[] floor = draws.from(houses, bernoulli(0.3));
        double[] radon = IntStream.range(0, houses)
                .mapToDouble(i -> draws.from(normal(alpha[i % counties] - 0.6 * floor[i], 0.7)))
                .toArray();
        return Example.of(model)
                .with("uranium", uranium)
                .with("where", where)
                .with("floor", floor)
                .with("radon", radon)
                .truth("base", 0.4, 1.5)
                .truth("effect", 0.4, 0.7)
                .truth("slope", 0.4, -0.6)
                .truth("between", 0.3, 0.4)
                .truth("within", 0.15, 0.7);
    }
}
