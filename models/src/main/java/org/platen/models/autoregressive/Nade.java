package org.platen.models.autoregressive;

import static org.platen.dsl.distribution.Distributions.bernoulliLogits;
import static org.platen.dsl.expr.Expressions.sigmoid;
import static org.platen.dsl.expr.Expressions.stack;

import org.platen.dsl.expr.Expr;
import org.platen.dsl.model.Model;
import org.platen.dsl.model.Space;
import org.platen.dsl.shape.Shape;
import org.platen.models.data.SmallImages;
import org.platen.models.zoo.Example;

/** The neural autoregressive distribution estimator (Larochelle and Murray 2011, equations 4 and 5). */
public final class Nade {

    private Nade() {}

    /**
     * Each entry through a hidden layer of its own, whose weights of the entries before are shared by all: what goes into it, c + Σ W_j x_j over the entries j before, grows by one term from entry to entry.
     *
     * <pre>{@code
     * nade: row
     * weight    = parameter, real 9 × 12
     * offset    = parameter, real vector of 12
     * outWeight = parameter, real 9 × 12
     * bias      = parameter, real vector of 9
     * x[row]    ~ Bernoulli(logits = [outWeight[0] @ sigmoid(offset) + bias[0], outWeight[1] @ sigmoid(offset + weight[0] * earlier x[0]) + bias[1], outWeight[2] @ sigmoid(offset + weight[0] * earlier x[0] + weight[1] * earlier x[1]) + bias[2], outWeight[3] @ sigmoid(offset + weight[0] * earlier x[0] + weight[1] * earlier x[1] + weight[2] * earlier x[2]) + bias[3], outWeight[4] @ sigmoid(offset + weight[0] * earlier x[0] + weight[1] …)  (observed)
     * }</pre>
     *
     * <p>In Kotlin:
     *
     * <pre>{@code
     * val nade = model("nade") {
     *     val weight by parameter(real(size, hidden))
     *     val offset by parameter(real(hidden))
     *     val outWeight by parameter(real(size, hidden))
     *     val bias by parameter(real(size))
     *     val row = plate("row")
     *     val x by row.autoregressive(size) { earlier ->
     *         var sum: Expr = offset
     *         val logits = List(size) { i ->
     *             val logit = outWeight[i].matmul(sigmoid(sum)) + bias[i]
     *             sum = sum + weight[i] * earlier[i]
     *             logit
     *         }
     *         bernoulli(logits = stack(*logits.toTypedArray()))
     *     }
     * }
     * }</pre>
     *
     * @param size number of entries
     * @param hidden units of each hidden layer
     */
    public static Model binary(int size, int hidden) {
        return Model.declare("nade", m -> {
            var weight = m.parameter("weight", Space.real(size, hidden));
            var offset = m.parameter("offset", Space.real(hidden));
            var outWeight = m.parameter("outWeight", Space.real(size, hidden));
            var bias = m.parameter("bias", Space.real(size));
            var row = m.plate("row");
            m.autoregressive("x", row, Shape.of(size), earlier -> {
                Expr[] logits = new Expr[size];
                Expr sum = offset;
                for (int i = 0; i < size; i++) {
                    logits[i] = outWeight.entry(i).dot(sigmoid(sum)).plus(bias.entry(i));
                    sum = sum.plus(weight.entry(i).times(earlier.entry(i)));
                }
                return bernoulliLogits(stack(logits));
            });
        });
    }

    static Example binaryExample() {
        return Example.of(binary(9, 12)).with("x", SmallImages.barsAndStripes(1000, 3, 1));
    }
}
