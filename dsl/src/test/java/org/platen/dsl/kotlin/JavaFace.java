package org.platen.dsl.kotlin;

import static org.platen.dsl.distribution.Distributions.bernoulliLogits;
import static org.platen.dsl.distribution.Distributions.categorical;
import static org.platen.dsl.distribution.Distributions.dirichlet;
import static org.platen.dsl.distribution.Distributions.gamma;
import static org.platen.dsl.distribution.Distributions.halfCauchy;
import static org.platen.dsl.distribution.Distributions.multivariateNormal;
import static org.platen.dsl.distribution.Distributions.normal;
import static org.platen.dsl.distribution.Distributions.poisson;
import static org.platen.dsl.distribution.Distributions.studentT;
import static org.platen.dsl.expr.Expressions.constant;
import static org.platen.dsl.expr.Expressions.exp;
import static org.platen.dsl.expr.Expressions.identity;
import static org.platen.dsl.expr.Expressions.sigmoid;
import static org.platen.dsl.expr.Expressions.zeros;

import org.platen.dsl.model.Covariate;
import org.platen.dsl.model.Model;
import org.platen.dsl.model.Space;
import org.platen.dsl.shape.Plate;

/** The models of {@code FacesTest}, declared in Java. */
final class JavaFace {

    private JavaFace() {}

    static Model mixture() {
        return Model.declare("old-faithful", m -> {
            Plate cluster = m.plate("cluster", 2);
            Plate row = m.plate("row");
            var weights = m.latent("weights", dirichlet(cluster, 1.0));
            var mean = m.latent(
                    "mean", cluster, multivariateNormal(zeros(2), identity(2).times(100)));
            var covariance = m.parameter("covariance", cluster, Space.positiveDefinite(2));
            var z = m.latent("z", row, categorical(weights));
            m.observed("x", row, multivariateNormal(mean.at(z), covariance.at(z)));
        });
    }

    static Model earthquakes() {
        return Model.declare("earthquakes", m -> {
            Plate state = m.plate("state", 3);
            var initial = m.latent("initial", dirichlet(state, 1.0));
            var transition = m.latent("transition", state, dirichlet(state, 1.0));
            var rate = m.latent("rate", state, gamma(2.0, 0.1));
            Plate year = m.chain("year");
            var s = m.markov("s", year, categorical(initial), previous -> categorical(transition.at(previous)));
            m.observed("count", year, poisson(rate.at(s)));
        });
    }

    static Model schools() {
        return Model.declare("eight-schools", m -> {
            Plate school = m.plate("school");
            var se = m.given("se", school);
            var mu = m.latent("mu", normal(0.0, 5.0));
            var tau = m.latent("tau", halfCauchy(5.0));
            var theta = m.latent("theta", school, normal(mu, tau));
            m.observed("y", school, normal(theta, se));
        });
    }

    static Model radon() {
        return Model.declare("radon", m -> {
            Plate county = m.plate("county");
            Plate row = m.plate("row");
            var home = m.given("home", row, Covariate.index(county));
            var floor = m.given("floor", row, Covariate.category(2));
            var design = m.given("design", row, Covariate.real(3));
            var mu = m.parameter("mu", Space.real());
            var sigma = m.parameter("sigma", Space.positive());
            var alpha = m.latent("alpha", county, normal(mu, 1.0));
            var beta = m.parameter("beta", Space.real(3));
            var line = m.deterministic(
                    "line",
                    alpha.at(home)
                            .plus(design.times(beta).sum())
                            .minus(constant(0.5).times(floor))
                            .plus(beta.entry(2).dividedBy(4))
                            .minus(beta.slice(0, 2).sum().negated()));
            m.observed("y", row, studentT(constant(4), line, sigma));
        });
    }

    static Model rasch() {
        return Model.declare("rasch", m -> {
            Plate user = m.plate("user");
            Plate item = m.plate("item", 5);
            var ability = m.latent("ability", user, normal(0, 1));
            var difficulty = m.parameter("difficulty", item, Space.real());
            m.observed("answer", user.times(item), bernoulliLogits(ability.minus(difficulty)));
        });
    }

    static Model blocks() {
        return Model.declare("blocks", m -> {
            Plate block = m.plate("block", 3);
            Plate node = m.plate("node", 6);
            var weights = m.parameter("weights", Space.simplex(block));
            var tie = m.parameter("tie", block.times(block.copy("to")), Space.unitInterval());
            var z = m.latent("z", node, categorical(weights));
            var other = node.copy("to");
            m.latent("edge", node.times(other), normal(sigmoid(tie.at(z, z.along(other))), 1));
        });
    }

    static Model walks() {
        return Model.declare("walks", m -> {
            Plate series = m.plate("series");
            Plate time = m.chain("time", series);
            Plate part = m.plate("part", series, 2);
            var step = m.latent("step", halfCauchy(1));
            var level = m.markov("level", time, normal(0, 10), previous -> normal(previous, step));
            m.observedMarkov("y", time, normal(0, 1), previous -> normal(previous.plus(level), exp(step)));
            m.observed("w", part, normal(step, 1));
        });
    }
}
