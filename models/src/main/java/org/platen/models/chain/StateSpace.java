package org.platen.models.chain;

import static org.platen.dsl.distribution.Distributions.flat;
import static org.platen.dsl.distribution.Distributions.normal;
import static org.platen.dsl.expr.Expressions.concatenate;
import static org.platen.dsl.expr.Expressions.constant;
import static org.platen.dsl.expr.Expressions.filled;
import static org.platen.dsl.expr.Expressions.ones;
import static org.platen.dsl.expr.Expressions.stack;
import static org.platen.dsl.expr.Expressions.zeros;

import org.platen.dsl.model.Model;
import org.platen.dsl.model.Space;
import org.platen.models.data.Tables;
import org.platen.models.zoo.Draws;
import org.platen.models.zoo.Example;

/** Linear Gaussian state-space models (Durbin and Koopman 2012), whose states are integrated out exactly. */
public final class StateSpace {

    private StateSpace() {}

    /**
     * A level that wanders, observed with noise, by maximum likelihood from a diffuse start (Durbin and Koopman 2012, section 2.1).
     *
     * <pre>{@code
     * local-level: chain time
     * observation = parameter, positive
     * level       = parameter, positive
     * mu[time]    ~ Normal(previous mu, level), first ~ Flat()
     * y[time]     ~ Normal(mu, observation)  (observed)
     * }</pre>
     *
     * <p>In Kotlin:
     *
     * <pre>{@code
     * val chain = model("local-level") {
     *     val observation by parameter(positive())
     *     val level by parameter(positive())
     *     val time = chain("time")
     *     val mu by time.markov(flat()) { previous -> normal(previous, level) }
     *     val y by time.observed(normal(mu, observation))
     * }
     * }</pre>
     */
    public static Model localLevel() {
        return Model.declare("local-level", m -> {
            var observation = m.parameter("observation", Space.positive());
            var level = m.parameter("level", Space.positive());
            var time = m.chain("time");
            var mu = m.markov("mu", time, flat(), previous -> normal(previous, level));
            m.observed("y", time, normal(mu, observation));
        });
    }

    /**
     * A level whose slope wanders too (Durbin and Koopman 2012, section 3.2.1). The state is level and slope.
     *
     * <pre>{@code
     * local-linear-trend: chain time
     * observation = parameter, positive
     * noise       = parameter, positive vector of 2
     * state[time] ~ Normal([[1, 1], [0, 1]] @ previous state, noise), first ~ Normal(zeros(2), 10)
     * y[time]     ~ Normal(state[0], observation)  (observed)
     * }</pre>
     *
     * <p>In Kotlin:
     *
     * <pre>{@code
     * val chain = model("local-linear-trend") {
     *     val observation by parameter(positive())
     *     val noise by parameter(positive(2))
     *     val time = chain("time")
     *     val state by time.markov(normal(zeros(2), 10)) { previous ->
     *         normal(matrix(listOf(1, 1), listOf(0, 1)) matmul previous, noise)
     *     }
     *     val y by time.observed(normal(state[0], observation))
     * }
     * }</pre>
     */
    public static Model localTrend() {
        return Model.declare("local-linear-trend", m -> {
            var observation = m.parameter("observation", Space.positive());
            var noise = m.parameter("noise", Space.positive(2));
            var time = m.chain("time");
            var moves = constant(new double[][] {{1, 1}, {0, 1}});
            var state = m.markov("state", time, normal(zeros(2), 10), previous -> normal(moves.dot(previous), noise));
            m.observed("y", time, normal(state.entry(0), observation));
        });
    }

    /**
     * A wandering level and a pattern of four quarters that changes slowly (Durbin and Koopman 2012, section 3.2.2). The state is the level and the effects of
     * this quarter and the two before; effects of four quarters sum to noise.
     *
     * <pre>{@code
     * seasonal: chain time
     * observation = parameter, positive
     * level       = parameter, positive
     * season      = parameter, positive
     * state[time] ~ Normal([1, 0, 0, 0, 0, -1, -1, -1, 0, …] @ previous state, [[level, season], filled(0.001, 2)]), first ~ Normal(zeros(4), 10)
     * y[time]     ~ Normal(state[0] + state[1], observation)  (observed)
     * }</pre>
     *
     * <p>In Kotlin:
     *
     * <pre>{@code
     * val chain = model("seasonal") {
     *     val observation by parameter(positive())
     *     val level by parameter(positive())
     *     val season by parameter(positive())
     *     val time = chain("time")
     *     val moves = matrix(listOf(1, 0, 0, 0), listOf(0, -1, -1, -1), listOf(0, 1, 0, 0), listOf(0, 0, 1, 0))
     *     val noise = concatenate(stack(level, season), filled(1e-3, 2))
     *     val state by time.markov(normal(zeros(4), 10)) { previous -> normal(moves matmul previous, noise) }
     *     val y by time.observed(normal(state[0] + state[1], observation))
     * }
     * }</pre>
     */
    public static Model seasonal() {
        return Model.declare("seasonal", m -> {
            var observation = m.parameter("observation", Space.positive());
            var level = m.parameter("level", Space.positive());
            var season = m.parameter("season", Space.positive());
            var time = m.chain("time");
            var moves = constant(new double[][] {{1, 0, 0, 0}, {0, -1, -1, -1}, {0, 1, 0, 0}, {0, 0, 1, 0}});
            var noise = concatenate(stack(level, season), filled(1e-3, 2));
            var state = m.markov("state", time, normal(zeros(4), 10), previous -> normal(moves.dot(previous), noise));
            m.observed("y", time, normal(state.entry(0).plus(state.entry(1)), observation));
        });
    }

    /**
     * A state that moves linearly and is seen through a matrix, all by maximum likelihood (Shumway and Stoffer 1982; Ghahramani and Hinton 1996, "Parameter
     * estimation for linear dynamical systems"). Noise of the state has scale 1: the matrices are known up to a change of its axes.
     *
     * <pre>{@code
     * linear-state-space: chain time
     * moves       = parameter, real 2 × 2
     * loading     = parameter, real 4 × 2
     * noise       = parameter, positive vector of 4
     * state[time] ~ Normal(moves @ previous state, ones(2)), first ~ Normal(zeros(2), 1)
     * y[time]     ~ Normal(loading @ state, noise)  (observed)
     * }</pre>
     *
     * <p>In Kotlin:
     *
     * <pre>{@code
     * val chain = model("linear-state-space") {
     *     val moves by parameter(real(states, states))
     *     val loading by parameter(real(columns, states))
     *     val noise by parameter(positive(columns))
     *     val time = chain("time")
     *     val state by time.markov(normal(zeros(states), 1)) { previous -> normal(moves matmul previous, ones(states)) }
     *     val y by time.observed(normal(loading matmul state, noise))
     * }
     * }</pre>
     *
     * @param states number of entries of the state
     * @param columns number of entries of {@code y}
     */
    public static Model linear(int states, int columns) {
        return Model.declare("linear-state-space", m -> {
            var moves = m.parameter("moves", Space.real(states, states));
            var loading = m.parameter("loading", Space.real(columns, states));
            var noise = m.parameter("noise", Space.positive(columns));
            var time = m.chain("time");
            var state = m.markov(
                    "state", time, normal(zeros(states), 1), previous -> normal(moves.dot(previous), ones(states)));
            m.observed("y", time, normal(loading.dot(state), noise));
        });
    }

    static Example levelExample() {
        return Example.of(localLevel())
                .with("y", Tables.NILE.column("flow"))
                .truth("observation", 8, 122.9)
                .truth("level", 8, 38.3);
    }

    static Example trendExample() {
        Draws draws = new Draws(35);
        double[] y = new double[150];
        double level = 0;
        double slope = 0;
        for (int t = 0; t < y.length; t++) {
            y[t] = draws.from(normal(level, 1));
            level = draws.from(normal(level + slope, 0.5));
            slope = draws.from(normal(slope, 0.1));
        }
        return Example.of(localTrend())
                .with("y", y)
                .truth("observation", 0.4, 1)
                .truth("noise", 0.6, 0.5, 0.1);
    }

    static Example seasonalExample() {
        Draws draws = new Draws(36);
        double[] y = new double[100];
        double[] effects = {3, -1, -4, 2};
        double level = 5;
        for (int t = 0; t < y.length; t++) {
            effects[t % 4] = draws.from(normal(effects[t % 4], 0.3));
            y[t] = draws.from(normal(level + effects[t % 4], 0.5));
            level = draws.from(normal(level, 0.3));
        }
        return Example.of(seasonal())
                .with("y", y)
                .truth("observation", 0.4, 0.5)
                .truth("level", 0.3, 0.3)
                .truth("season", 0.3, 0.3);
    }

    static Example linearExample() {
        Draws draws = new Draws(37);
        double[][] loading = {{1, 0}, {0.5, 1}, {0, 1}, {1, -1}};
        double[][] y = new double[200][4];
        double a = 0;
        double b = 0;
        for (double[] row : y) {
            double before = a;
            a = draws.from(normal(0.8 * a + 0.3 * b, 1));
            b = draws.from(normal(0.7 * b - 0.3 * before, 1));
            for (int j = 0; j < row.length; j++) {
                row[j] = draws.from(normal(loading[j][0] * a + loading[j][1] * b, 0.5));
            }
        }
        return Example.of(linear(2, 4)).with("y", y).truth("noise", 0.22, 0.5, 0.5, 0.5, 0.5);
    }
}
