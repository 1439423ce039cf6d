package org.platen.models.deep;

import static org.platen.dsl.distribution.Distributions.normal;
import static org.platen.dsl.expr.Expressions.constant;
import static org.platen.dsl.expr.Expressions.zeros;
import static org.platen.dsl.network.Activation.TANH;

import org.platen.dsl.model.Model;
import org.platen.dsl.shape.Shape;
import org.platen.models.zoo.Draws;
import org.platen.models.zoo.Example;

/** Networks whose weights have a distribution, so that predictions say how sure they are (Neal 1996, "Bayesian learning for neural networks", section 1.2). */
public final class BayesianNeuralNetwork {

    private static final int ROWS = 60;
    private static final double NOISE = 0.1;

    private BayesianNeuralNetwork() {}

    /**
     * Regression on one number through a hidden layer; weights to the output have a variance that falls with the number of units, so that the prior of functions has a limit.
     *
     * <pre>{@code
     * bayesian-neural-network: row
     * f               = network of 1: dense 8, tanh, dense 1; 25 parameters ~ Normal(zeros(8, 1), 2), Normal(zeros(8), 2), Normal(zeros(1, 8), 0.3535533905932738), Normal(zeros(1), 0.3535533905932738)
     * x[row]          = given, real
     * prediction[row] = f(x)[0]
     * y[row]          ~ Normal(prediction, 0.1)  (observed)
     * }</pre>
     *
     * <p>In Kotlin:
     *
     * <pre>{@code
     * val network = model("bayesian-neural-network") {
     *     val f = network(
     *         "f",
     *         Shape.of(1),
     *         prior = { weight ->
     *             val last = weight.name().startsWith("f.dense2")
     *             normal(zeros(*weight.shape().sizes()), constant(if (last) Math.sqrt(1.0 / hidden) else 2.0))
     *         },
     *     ) {
     *         dense(hidden, tanh)
     *         dense(1)
     *     }
     *     val row = plate("row")
     *     val x by row.given()
     *     val prediction by deterministic(f(x)[0])
     *     val y by row.observed(normal(prediction, constant(noise)))
     * }
     * }</pre>
     *
     * @param hidden units of the hidden layer
     * @param noise standard deviation of what is observed around the function
     */
    public static Model regression(int hidden, double noise) {
        return Model.declare("bayesian-neural-network", m -> {
            var f = m.network("f", Shape.of(1), net -> net.dense(hidden, TANH).dense(1), weight -> {
                boolean last = weight.name().startsWith("f.dense2");
                return normal(zeros(weight.shape().sizes()), constant(last ? Math.sqrt(1.0 / hidden) : 2.0));
            });
            var row = m.plate("row");
            var x = m.given("x", row);
            var prediction = m.deterministic("prediction", f.of(x).entry(0));
            m.observed("y", row, normal(prediction, constant(noise)));
        });
    }

    static Example regressionExample() {
        Draws draws = new Draws(1);
        double[] x = new double[ROWS];
        double[] y = new double[ROWS];
        for (int i = 0; i < ROWS; i++) {
            x[i] = -2 + 4.0 * i / (ROWS - 1);
            y[i] = Math.sin(2 * x[i]) + draws.from(normal(0, NOISE));
        }
        return Example.of(regression(8, NOISE)).with("x", x).with("y", y);
    }
}
