package org.platen.models.chain;

import static org.platen.dsl.distribution.Distributions.bernoulli;
import static org.platen.dsl.distribution.Distributions.categorical;
import static org.platen.dsl.distribution.Distributions.dirichlet;
import static org.platen.dsl.distribution.Distributions.gamma;
import static org.platen.dsl.distribution.Distributions.normal;
import static org.platen.dsl.distribution.Distributions.poisson;
import static org.platen.dsl.expr.Expressions.constant;
import static org.platen.dsl.expr.Expressions.stationary;

import java.util.Arrays;
import org.platen.dsl.model.Model;
import org.platen.dsl.model.Space;
import org.platen.models.data.Tables;
import org.platen.models.zoo.Draws;
import org.platen.models.zoo.Example;

/** Hidden Markov models (Rabiner 1989; Zucchini and MacDonald 2009, chapter 2): observations given a state that moves as a Markov chain. */
public final class HiddenMarkov {

    private HiddenMarkov() {}

    /**
     * Counts whose rate depends on the state, by maximum likelihood (Zucchini and MacDonald 2009, section 4.2).
     *
     * <pre>{@code
     * poisson-hmm: state of 2, chain time
     * initial           = parameter on the simplex over state
     * transition[state] = parameter on the simplex over state
     * rate[state]       = parameter, positive
     * s[time]           ~ Categorical(transition[previous s]), first ~ Categorical(initial)
     * count[time]       ~ Poisson(rate[s])  (observed)
     * }</pre>
     *
     * <p>In Kotlin:
     *
     * <pre>{@code
     * val chain = model("poisson-hmm") {
     *     val state = plate("state", states)
     *     val initial by parameter(simplex(state))
     *     val transition by state.parameter(simplex(state))
     *     val rate by state.parameter(positive())
     *     val time = chain("time")
     *     val s by time.markov(categorical(initial)) { previous -> categorical(transition[previous]) }
     *     val count by time.observed(poisson(rate[s]))
     * }
     * }</pre>
     *
     * @param states number of states
     */
    public static Model poissonCounts(int states) {
        return Model.declare("poisson-hmm", m -> {
            var state = m.plate("state", states);
            var initial = m.parameter("initial", Space.simplex(state));
            var transition = m.parameter("transition", state, Space.simplex(state));
            var rate = m.parameter("rate", state, Space.positive());
            var time = m.chain("time");
            var s = m.markov("s", time, categorical(initial), previous -> categorical(transition.at(previous)));
            m.observed("count", time, poisson(rate.at(s)));
        });
    }

    /**
     * The same, beginning in the stationary distribution of its transitions (Zucchini and MacDonald 2009, section 3.1).
     *
     * <pre>{@code
     * poisson-hmm-stationary: state of 3, chain time
     * transition[state] = parameter on the simplex over state
     * rate[state]       = parameter, positive
     * s[time]           ~ Categorical(transition[previous s]), first ~ Categorical(solveUpper(cholesky((identity(3) - stacked(transition, state) + 1) @ (identity(3) - stacked(transition, state) + 1)ᵀ), solveLower(cholesky((identity(3) - stacked(transition, state) + 1) @ (identity(3) - stacked(transition, state) + 1)ᵀ), (identity(3) - stacked(transition, state) + 1) @ ones(3))))
     * count[time]       ~ Poisson(rate[s])  (observed)
     * }</pre>
     *
     * <p>In Kotlin:
     *
     * <pre>{@code
     * val chain = model("poisson-hmm-stationary") {
     *     val state = plate("state", states)
     *     val transition by state.parameter(simplex(state))
     *     val rate by state.parameter(positive())
     *     val time = chain("time")
     *     val s by time.markov(categorical(stationary(transition, state))) { previous -> categorical(transition[previous]) }
     *     val count by time.observed(poisson(rate[s]))
     * }
     * }</pre>
     *
     * @param states number of states
     */
    public static Model stationaryCounts(int states) {
        return Model.declare("poisson-hmm-stationary", m -> {
            var state = m.plate("state", states);
            var transition = m.parameter("transition", state, Space.simplex(state));
            var rate = m.parameter("rate", state, Space.positive());
            var time = m.chain("time");
            var start = categorical(stationary(transition, state));
            var s = m.markov("s", time, start, previous -> categorical(transition.at(previous)));
            m.observed("count", time, poisson(rate.at(s)));
        });
    }

    /**
     * Numbers whose mean and spread depend on the state, with priors, several series of different lengths.
     *
     * <pre>{@code
     * gaussian-hmm: state of 2, series, chain time in series
     * initial           ~ Dirichlet(ones(state))
     * transition[state] ~ Dirichlet(filled(2, state))
     * mean[state]       ~ Normal(0, 10)
     * scale[state]      ~ Gamma(2, 1)
     * s[series, time]   ~ Categorical(transition[previous s]), first ~ Categorical(initial)
     * y[series, time]   ~ Normal(mean[s], scale[s])  (observed)
     * }</pre>
     *
     * <p>In Kotlin:
     *
     * <pre>{@code
     * val chain = model("gaussian-hmm") {
     *     val state = plate("state", states)
     *     val initial by latent(dirichlet(state, 1.0))
     *     val transition by state.latent(dirichlet(state, 2.0))
     *     val mean by state.latent(normal(0, 10))
     *     val scale by state.latent(gamma(shape = 2, rate = 1))
     *     val series = plate("series")
     *     val time = series.chain("time")
     *     val s by time.markov(categorical(initial)) { previous -> categorical(transition[previous]) }
     *     val y by time.observed(normal(mean[s], scale[s]))
     * }
     * }</pre>
     *
     * @param states number of states
     */
    public static Model gaussian(int states) {
        return Model.declare("gaussian-hmm", m -> {
            var state = m.plate("state", states);
            var initial = m.latent("initial", dirichlet(state, 1));
            var transition = m.latent("transition", state, dirichlet(state, 2));
            var mean = m.latent("mean", state, normal(0, 10));
            var scale = m.latent("scale", state, gamma(2, 1));
            var series = m.plate("series");
            var time = m.chain("time", series);
            var s = m.markov("s", time, categorical(initial), previous -> categorical(transition.at(previous)));
            m.observed("y", time, normal(mean.at(s), scale.at(s)));
        });
    }

    /**
     * Symbols whose probabilities depend on the state, with priors (Rabiner 1989, section II).
     *
     * <pre>{@code
     * categorical-hmm: state of 2, symbol of 3, chain time
     * initial           ~ Dirichlet(ones(state))
     * transition[state] ~ Dirichlet(ones(state))
     * emission[state]   ~ Dirichlet(ones(symbol))
     * s[time]           ~ Categorical(transition[previous s]), first ~ Categorical(initial)
     * y[time]           ~ Categorical(emission[s])  (observed)
     * }</pre>
     *
     * <p>In Kotlin:
     *
     * <pre>{@code
     * val chain = model("categorical-hmm") {
     *     val state = plate("state", states)
     *     val symbol = plate("symbol", symbols)
     *     val initial by latent(dirichlet(state, 1.0))
     *     val transition by state.latent(dirichlet(state, 1.0))
     *     val emission by state.latent(dirichlet(symbol, 1.0))
     *     val time = chain("time")
     *     val s by time.markov(categorical(initial)) { previous -> categorical(transition[previous]) }
     *     val y by time.observed(categorical(emission[s]))
     * }
     * }</pre>
     *
     * @param states number of states
     * @param symbols number of values of {@code y}
     */
    public static Model categories(int states, int symbols) {
        return Model.declare("categorical-hmm", m -> {
            var state = m.plate("state", states);
            var symbol = m.plate("symbol", symbols);
            var initial = m.latent("initial", dirichlet(state, 1));
            var transition = m.latent("transition", state, dirichlet(state, 1));
            var emission = m.latent("emission", state, dirichlet(symbol, 1));
            var time = m.chain("time");
            var s = m.markov("s", time, categorical(initial), previous -> categorical(transition.at(previous)));
            m.observed("y", time, categorical(emission.at(s)));
        });
    }

    static Example poissonExample() {
        return Example.of(poissonCounts(2))
                .with("count", Tables.EARTHQUAKES.column("count"))
                .truth("transition", 0.04, 0.9284, 0.0716, 0.1190, 0.8810)
                .truth("rate", 0.5, 15.421, 26.018);
    }

    static Example stationaryExample() {
        return Example.of(stationaryCounts(3))
                .with("count", Tables.EARTHQUAKES.column("count"))
                .truth("rate", 0.6, 13.146, 19.721, 29.714);
    }

    static Example gaussianExample() {
        Draws draws = new Draws(31);
        int[] lengths = {30, 50, 70, 50};
        double[] y = Arrays.stream(lengths)
                .mapToObj(length -> states(draws, length, 0.9, 0.8))
                .flatMapToDouble(Arrays::stream)
                .map(s -> draws.from(s == 0 ? normal(-1, 0.5) : normal(2, 1)))
                .toArray();
        return Example.of(gaussian(2))
                .with("y", y)
                .lengths("time", lengths)
                .truth("transition", 0.2, 0.9, 0.1, 0.2, 0.8)
                .truth("mean", 0.55, -1, 2)
                .truth("scale", 0.4, 0.5, 1);
    }

    static Example categoricalExample() {
        Draws draws = new Draws(32);
        double[][] emission = {{0.8, 0.15, 0.05}, {0.05, 0.15, 0.8}};
        double[] y = Arrays.stream(states(draws, 250, 0.9, 0.9))
                .map(s -> draws.from(categorical(constant(emission[(int) s]))))
                .toArray();
        return Example.of(categories(2, 3))
                .with("y", y)
                .truth("transition", 0.24, 0.9, 0.1, 0.1, 0.9)
                .truth("emission", 0.25, 0.8, 0.15, 0.05, 0.05, 0.15, 0.8);
    }

    /** Two states, each of which stays with its probability, from the first one. */
    static double[] states(Draws draws, int length, double first, double second) {
        double[] s = new double[length];
        for (int t = 1; t < length; t++) {
            boolean stays = draws.from(bernoulli(s[t - 1] == 0 ? first : second)) == 1;
            s[t] = stays ? s[t - 1] : 1 - s[t - 1];
        }
        return s;
    }
}
