package org.platen.models.observed;

import static org.platen.dsl.distribution.Distributions.categorical;
import static org.platen.dsl.distribution.Distributions.dirichlet;
import static org.platen.dsl.expr.Expressions.constant;

import java.util.Arrays;
import org.platen.dsl.model.Model;
import org.platen.models.zoo.Draws;
import org.platen.models.zoo.Example;

/** Series of states, each drawn given the preceding one. */
public final class MarkovChain {

    private MarkovChain() {}

    /**
     * Many series of a Markov chain with uniform priors of its probabilities (Anderson and Goodman 1957, "Statistical inference about Markov chains", section 2): the
     * posterior mode is the share of the transitions from each state.
     *
     * <pre>{@code
     * markov-chain: state of 3, series, chain time in series
     * initial           ~ Dirichlet(ones(state))
     * transition[state] ~ Dirichlet(ones(state))
     * s[series, time]   ~ Categorical(transition[previous s]), first ~ Categorical(initial)  (observed)
     * }</pre>
     *
     * <p>In Kotlin:
     *
     * <pre>{@code
     * val weather = model("markov-chain") {
     *     val state = plate("state", states)
     *     val series = plate("series")
     *     val time = series.chain("time")
     *     val initial by latent(dirichlet(state, 1.0))
     *     val transition by state.latent(dirichlet(state, 1.0))
     *     val s by time.observedMarkov(categorical(initial)) { previous -> categorical(transition[previous]) }
     * }
     * }</pre>
     */
    public static Model of(int states) {
        return Model.declare("markov-chain", m -> {
            var state = m.plate("state", states);
            var series = m.plate("series");
            var time = m.chain("time", series);
            var initial = m.latent("initial", dirichlet(state, 1));
            var transition = m.latent("transition", state, dirichlet(state, 1));
            m.observedMarkov("s", time, categorical(initial), previous -> categorical(transition.at(previous)));
        });
    }

    static Example example() {
        double[] initial = {0.5, 0.3, 0.2};
        double[][] transition = {{0.7, 0.2, 0.1}, {0.3, 0.4, 0.3}, {0.1, 0.3, 0.6}};
        Draws draws = new Draws(5);
        double[][] s = new double[60][10];
        for (double[] series : s) {
            for (int t = 0; t < series.length; t++) {
                double[] probabilities = t == 0 ? initial : transition[(int) series[t - 1]];
                series[t] = draws.from(categorical(constant(probabilities)));
            }
        }
        return Example.of(of(3))
                .with("s", s)
                .size("series", 60)
                .size("time", 10)
                .truth("initial", 0.25, initial)
                .truth(
                        "transition",
                        0.16,
                        Arrays.stream(transition)
                                .flatMapToDouble(Arrays::stream)
                                .toArray());
    }
}
