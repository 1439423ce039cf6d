package org.platen.models.regression;

import static org.platen.dsl.distribution.Distributions.bernoulli;
import static org.platen.dsl.distribution.Distributions.weibull;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.platen.dsl.model.Covariate;
import org.platen.dsl.model.Model;
import org.platen.dsl.model.Space;
import org.platen.models.zoo.Example;

/** Times until an event that some have not met when they were last seen. */
public final class SurvivalRegression {

    private SurvivalRegression() {}

    /**
     * Weibull regression with censoring (Kalbfleisch and Prentice 2002, sections 2.2.2 and 3.2). Those with an event have a time with a density; those last seen at
     * {@code until} have outlived it, with probability exp(−(until / scale)^shape). One known to lie between two instants would count by the difference of
     * two such probabilities.
     *
     * <pre>{@code
     * weibull-survival: event, censored
     * shape           = parameter, positive
     * intercept       = parameter, real
     * slopes          = parameter, real vector of 1
     * x[event]        = given, real vector of 1
     * time[event]     ~ Weibull(shape, exp(intercept + x @ slopes))  (observed)
     * until[censored] = given, real
     * u[censored]     = given, real vector of 1
     * alive[censored] ~ Bernoulli(exp(-(until / exp(intercept + u @ slopes))^shape))  (observed)
     * }</pre>
     *
     * <p>In Kotlin:
     *
     * <pre>{@code
     * val survival = model("weibull-survival") {
     *     val shape by parameter(positive())
     *     val intercept by parameter(real())
     *     val slopes by parameter(real(covariates))
     *     val event = plate("event")
     *     val x by event.given(real(covariates))
     *     val time by event.observed(weibull(shape, exp(intercept + (x matmul slopes))))
     *     val censored = plate("censored")
     *     val until by censored.given()
     *     val u by censored.given(real(covariates))
     *     val alive by censored.observed(bernoulli(exp(-((until / exp(intercept + (u matmul slopes))) pow shape))))
     * }
     * }</pre>
     *
     * @param covariates number of entries of {@code x} and {@code u}
     */
    public static Model weibullTimes(int covariates) {
        return Model.declare("weibull-survival", m -> {
            var shape = m.parameter("shape", Space.positive());
            var intercept = m.parameter("intercept", Space.real());
            var slopes = m.parameter("slopes", Space.real(covariates));
            var event = m.plate("event");
            var x = m.given("x", event, Covariate.real(covariates));
            m.observed(
                    "time", event, weibull(shape, intercept.plus(x.dot(slopes)).exp()));
            var censored = m.plate("censored");
            var until = m.given("until", censored);
            var u = m.given("u", censored, Covariate.real(covariates));
            var hazard = until.dividedBy(intercept.plus(u.dot(slopes)).exp()).power(shape);
            m.observed("alive", censored, bernoulli(hazard.negated().exp()));
        });
    }

    /** Weeks of remission of leukaemia, 21 patients with 6-mercaptopurine (x = 1) and 21 with placebo (Gehan 1965; Freireich et al. 1963). */
    static Example weibullExample() {
        double[] treated = {6, 6, 6, 7, 10, 13, 16, 22, 23};
        double[] placebo = {1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23};
        double[] until = {6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35};
        return Example.of(weibullTimes(1))
                .with(
                        "time",
                        DoubleStream.concat(Arrays.stream(treated), Arrays.stream(placebo))
                                .toArray())
                .with(
                        "x",
                        IntStream.range(0, 30).mapToDouble(i -> i < 9 ? 1 : 0).toArray())
                .with("until", until)
                .with("u", DoubleStream.generate(() -> 1).limit(12).toArray())
                .with("alive", DoubleStream.generate(() -> 1).limit(12).toArray())
                .truth("shape", 0.1, 1.366)
                .truth("intercept", 0.1, 2.248)
                .truth("slopes", 0.1, 1.267);
    }
}
