package org.platen.models.network;

import static org.platen.dsl.distribution.Distributions.categorical;
import static org.platen.dsl.expr.Expressions.constant;

import org.platen.dsl.model.Model;
import org.platen.dsl.model.Space;
import org.platen.models.zoo.Draws;
import org.platen.models.zoo.Example;

/**
 * The two ends of what a joint distribution of binary variables costs (Stanford CS 236 notes, "Autoregressive models"): a table for all of them together has 2ⁿ − 1 numbers, a
 * chain of first order 2n − 1. {@link BayesianNetwork#full} and {@link BayesianNetwork#chain} make them for any n.
 */
public final class BinaryJoint {

    private static final double[] STAY = {0.8, 0.3};
    private static final int ROWS = 2000;

    private BinaryJoint() {}

    /**
     * Every variable depends on all before it: 1 + 2 + 4 = 7 numbers, as many as a table of all three has.
     *
     * <pre>{@code
     * full-table: row, first of 2, second of 2, third of 2
     * p1                = parameter on the simplex over first
     * x1[row]           ~ Categorical(p1)  (observed)
     * p2[first]         = parameter on the simplex over second
     * x2[row]           ~ Categorical(p2[x1])  (observed)
     * p3[first, second] = parameter on the simplex over third
     * x3[row]           ~ Categorical(p3[x1, x2])  (observed)
     * }</pre>
     *
     * <p>In Kotlin:
     *
     * <pre>{@code
     * val full = model("full-table") {
     *     val row = plate("row")
     *     val first = plate("first", 2)
     *     val second = plate("second", 2)
     *     val third = plate("third", 2)
     *     val p1 by parameter(simplex(first))
     *     val x1 by row.observed(categorical(p1))
     *     val p2 by first.parameter(simplex(second))
     *     val x2 by row.observed(categorical(p2[x1]))
     *     val p3 by (first * second).parameter(simplex(third))
     *     val x3 by row.observed(categorical(p3[x1][x2]))
     * }
     * }</pre>
     */
    public static Model full() {
        return Model.declare("full-table", m -> {
            var row = m.plate("row");
            var first = m.plate("first", 2);
            var second = m.plate("second", 2);
            var third = m.plate("third", 2);
            var p1 = m.parameter("p1", Space.simplex(first));
            var x1 = m.observed("x1", row, categorical(p1));
            var p2 = m.parameter("p2", first, Space.simplex(second));
            var x2 = m.observed("x2", row, categorical(p2.at(x1)));
            var p3 = m.parameter("p3", first.times(second), Space.simplex(third));
            m.observed("x3", row, categorical(p3.at(x1).at(x2)));
        });
    }

    /**
     * Every variable depends on the one before it: 1 + 2 + 2 = 5 numbers.
     *
     * <pre>{@code
     * binary-chain: row, first of 2, second of 2, third of 2
     * p1         = parameter on the simplex over first
     * x1[row]    ~ Categorical(p1)  (observed)
     * p2[first]  = parameter on the simplex over second
     * x2[row]    ~ Categorical(p2[x1])  (observed)
     * p3[second] = parameter on the simplex over third
     * x3[row]    ~ Categorical(p3[x2])  (observed)
     * }</pre>
     *
     * <p>In Kotlin:
     *
     * <pre>{@code
     * val chain = model("binary-chain") {
     *     val row = plate("row")
     *     val first = plate("first", 2)
     *     val second = plate("second", 2)
     *     val third = plate("third", 2)
     *     val p1 by parameter(simplex(first))
     *     val x1 by row.observed(categorical(p1))
     *     val p2 by first.parameter(simplex(second))
     *     val x2 by row.observed(categorical(p2[x1]))
     *     val p3 by second.parameter(simplex(third))
     *     val x3 by row.observed(categorical(p3[x2]))
     * }
     * }</pre>
     */
    public static Model chain() {
        return Model.declare("binary-chain", m -> {
            var row = m.plate("row");
            var first = m.plate("first", 2);
            var second = m.plate("second", 2);
            var third = m.plate("third", 2);
            var p1 = m.parameter("p1", Space.simplex(first));
            var x1 = m.observed("x1", row, categorical(p1));
            var p2 = m.parameter("p2", first, Space.simplex(second));
            var x2 = m.observed("x2", row, categorical(p2.at(x1)));
            var p3 = m.parameter("p3", second, Space.simplex(third));
            m.observed("x3", row, categorical(p3.at(x2)));
        });
    }

    static Example fullExample() {
        return with(full()).truth("p3", 0.08, 0.8, 0.2, 0.3, 0.7, 0.8, 0.2, 0.3, 0.7);
    }

    static Example chainExample() {
        return with(chain()).truth("p3", 0.05, 0.8, 0.2, 0.3, 0.7);
    }

    /** Rows of a chain, in which a variable is 0 with a probability of 0.8 after 0 and of 0.3 after 1. */
    private static Example with(Model model) {
        Draws draws = new Draws(1);
        double[][] columns = new double[3][ROWS];
        for (int row = 0; row < ROWS; row++) {
            int before = 0;
            for (double[] column : columns) {
                double zero = STAY[before];
                before = draws.indexFrom(categorical(constant(zero, 1 - zero)));
                column[row] = before;
            }
        }
        return Example.of(model).with("x1", columns[0]).with("x2", columns[1]).with("x3", columns[2]);
    }
}
