package org.platen.models.chain;

import static org.platen.dsl.distribution.Distributions.bernoulliLogits;
import static org.platen.dsl.distribution.Distributions.categorical;
import static org.platen.dsl.distribution.Distributions.categoricalLogits;
import static org.platen.dsl.distribution.Distributions.dirichlet;
import static org.platen.dsl.distribution.Distributions.gamma;
import static org.platen.dsl.distribution.Distributions.normal;
import static org.platen.dsl.expr.Expressions.constant;
import static org.platen.dsl.expr.Expressions.filled;
import static org.platen.dsl.expr.Expressions.identity;
import static org.platen.dsl.expr.Expressions.zeros;

import org.platen.dsl.model.Model;
import org.platen.dsl.model.Space;
import org.platen.models.zoo.Draws;
import org.platen.models.zoo.Example;

/** Series whose dynamics change with a hidden state. */
public final class SwitchingRegression {

    private SwitchingRegression() {}

    /**
     * Each value around a line through the value before it, by the state (Hamilton 1989, "A new approach to the economic analysis of nonstationary time series
     * and the business cycle", in the form of Fruehwirth-Schnatter 2006, equation 12.6).
     *
     * <pre>{@code
     * autoregressive-hmm: state of 2, chain time
     * initial           ~ Dirichlet(ones(state))
     * transition[state] ~ Dirichlet(filled(2, state))
     * level[state]      ~ Normal(0, 5)
     * slope[state]      ~ Normal(0, 1)
     * scale[state]      ~ Gamma(2, 2)
     * before[time]      = given, real
     * s[time]           ~ Categorical(transition[previous s]), first ~ Categorical(initial)
     * y[time]           ~ Normal(level[s] + slope[s] * before, scale[s])  (observed)
     * }</pre>
     *
     * <p>In Kotlin:
     *
     * <pre>{@code
     * val chain = model("autoregressive-hmm") {
     *     val state = plate("state", states)
     *     val initial by latent(dirichlet(state, 1.0))
     *     val transition by state.latent(dirichlet(state, 2.0))
     *     val level by state.latent(normal(0, 5))
     *     val slope by state.latent(normal(0, 1))
     *     val scale by state.latent(gamma(shape = 2, rate = 2))
     *     val time = chain("time")
     *     val before by time.given()
     *     val s by time.markov(categorical(initial)) { previous -> categorical(transition[previous]) }
     *     val y by time.observed(normal(level[s] + slope[s] * before, scale[s]))
     * }
     * }</pre>
     *
     * @param states number of states
     */
    public static Model autoregressive(int states) {
        return Model.declare("autoregressive-hmm", m -> {
            var state = m.plate("state", states);
            var initial = m.latent("initial", dirichlet(state, 1));
            var transition = m.latent("transition", state, dirichlet(state, 2));
            var level = m.latent("level", state, normal(0, 5));
            var slope = m.latent("slope", state, normal(0, 1));
            var scale = m.latent("scale", state, gamma(2, 2));
            var time = m.chain("time");
            var before = m.given("before", time);
            var s = m.markov("s", time, categorical(initial), previous -> categorical(transition.at(previous)));
            m.observed("y", time, normal(level.at(s).plus(slope.at(s).times(before)), scale.at(s)));
        });
    }

    /**
     * Transitions whose log odds are linear in a covariate (Zucchini, MacDonald and Langrock 2016, section 10.3; Diebold, Lee and Weinbach 1994). Means
     * increase, so that states keep their names.
     *
     * <pre>{@code
     * driven-hmm: chain time
     * x[time] = given, real
     * initial ~ Dirichlet(ones(2))
     * stay    ~ Normal(zeros(2), 2)
     * effect  ~ Normal(zeros(2), 2)
     * mean    ~ Flat(ordered)
     * scale   ~ Gamma(filled(2, 2), 2)
     * s[time] ~ Categorical(logits = identity(2)[previous s] * (stay[previous s] + effect[previous s] * x)), first ~ Categorical(initial)
     * y[time] ~ Normal(mean[s], scale[s])  (observed)
     * }</pre>
     *
     * <p>In Kotlin:
     *
     * <pre>{@code
     * val chain = model("driven-hmm") {
     *     val time = chain("time")
     *     val x by time.given()
     *     val initial by latent(dirichlet(states, 1.0))
     *     val stay by latent(normal(zeros(states), 2))
     *     val effect by latent(normal(zeros(states), 2))
     *     val mean by latent(flat(ordered(states)))
     *     val scale by latent(gamma(shape = filled(2, states), rate = 2))
     *     val s by time.markov(categorical(initial)) { previous ->
     *         categorical(logits = identity(states)[previous] * (stay[previous] + effect[previous] * x))
     *     }
     *     val y by time.observed(normal(mean[s], scale[s]))
     * }
     * }</pre>
     *
     * @param states number of states
     */
    public static Model drivenTransitions(int states) {
        return Model.declare("driven-hmm", m -> {
            var time = m.chain("time");
            var x = m.given("x", time);
            var initial = m.latent("initial", dirichlet(states, 1));
            var stay = m.latent("stay", normal(zeros(states), 2));
            var effect = m.latent("effect", normal(zeros(states), 2));
            var mean = m.latent("mean", Space.ordered(states).flat());
            var scale = m.latent("scale", gamma(filled(2, states), 2));
            var s = m.markov("s", time, categorical(initial), previous -> {
                var odds = stay.at(previous).plus(effect.at(previous).times(x));
                return categoricalLogits(identity(states).at(previous).times(odds));
            });
            m.observed("y", time, normal(mean.at(s), scale.at(s)));
        });
    }

    static Example autoregressiveExample() {
        Draws draws = new Draws(33);
        double[] s = HiddenMarkov.states(draws, 200, 0.95, 0.95);
        double[] y = new double[s.length];
        double[] before = new double[s.length];
        for (int t = 0; t < y.length; t++) {
            before[t] = t == 0 ? 0 : y[t - 1];
            y[t] = draws.from(s[t] == 0 ? normal(1 + 0.6 * before[t], 0.5) : normal(-1 - 0.3 * before[t], 0.3));
        }
        return Example.of(autoregressive(2))
                .with("before", before)
                .with("y", y)
                .truth("level", 0.5, 1, -1)
                .truth("slope", 0.35, 0.6, -0.3)
                .truth("scale", 0.2, 0.5, 0.3);
    }

    static Example drivenExample() {
        Draws draws = new Draws(34);
        int length = 250;
        double[] x = draws.from(length, normal(0, 1));
        double[] y = new double[length];
        double[] effect = {1, -1};
        int s = 0;
        for (int t = 0; t < length; t++) {
            double odds = 1.5 + effect[s] * x[t];
            boolean stays = t == 0 || draws.from(bernoulliLogits(constant(odds))) == 1;
            s = stays ? s : 1 - s;
            y[t] = draws.from(normal(s == 0 ? -1.5 : 1.5, 0.7));
        }
        return Example.of(drivenTransitions(2))
                .with("x", x)
                .with("y", y)
                .truth("stay", 1.2, 1.5, 1.5)
                .truth("effect", 1.3, 1, -1)
                .truth("mean", 0.35, -1.5, 1.5);
    }
}
