package org.platen.models.hierarchical;

import static org.platen.dsl.distribution.Distributions.halfCauchy;
import static org.platen.dsl.distribution.Distributions.normal;

import org.platen.dsl.model.Model;
import org.platen.models.zoo.Example;

/** Effects of coaching in eight schools (Rubin 1981). */
public final class EightSchools {

    private EightSchools() {}

    /**
     * Measured effects with known errors, around effects that are alike (Gelman et al. 2013, section 5.5). Non-centred, as the data say little of each school.
     *
     * <pre>{@code
     * eight-schools: school
     * error[school] = given, real
     * mu            ~ Normal(0, 5)
     * tau           ~ HalfCauchy(5)
     * theta[school] ~ Normal(mu, tau)  (non-centred)
     * y[school]     ~ Normal(theta, error)  (observed)
     * }</pre>
     *
     * <p>In Kotlin:
     *
     * <pre>{@code
     * val schools = model("eight-schools") {
     *     val school = plate("school")
     *     val error by school.given()
     *     val mu by latent(normal(0, 5))
     *     val tau by latent(halfCauchy(5))
     *     val theta by school.latent(normal(mu, tau)).nonCentred()
     *     val y by school.observed(normal(theta, error))
     * }
     * }</pre>
     */
    public static Model of() {
        return Model.declare("eight-schools", m -> {
            var school = m.plate("school");
            var error = m.given("error", school);
            var mu = m.latent("mu", normal(0, 5));
            var tau = m.latent("tau", halfCauchy(5));
            var theta = m.latent("theta", school, normal(mu, tau)).nonCentred();
            m.observed("y", school, normal(theta, error));
        });
    }

    static Example example() {
        return Example.of(of())
                .with("error", 15, 10, 16, 11, 9, 11, 10, 18)
                .with("y", 28, 8, -3, 7, -1, 1, 18, 12)
                .truth("mu", 3.3, 4.42)
                .truth("tau", 3.7, 3.60);
    }
}
