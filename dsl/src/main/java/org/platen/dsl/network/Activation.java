package org.platen.dsl.network;

import static org.platen.dsl.expr.Expressions.constant;
import static org.platen.dsl.expr.Expressions.maximum;
import static org.platen.dsl.expr.Expressions.minimum;

import java.util.Locale;
import java.util.function.UnaryOperator;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.expr.Expressions;
import org.platen.dsl.expr.UnaryFunction;

/** Functions between layers, entry by entry; softmax is over the whole event. */
public enum Activation {
    /** max(x, 0). */
    RELU(x -> maximum(x, constant(0.0))),
    /** x where positive, else 0.01 x. */
    LEAKY_RELU(x -> maximum(x, x.times(0.01))),
    /** x where positive, else eˣ − 1 (Clevert, Unterthiner and Hochreiter 2016). */
    ELU(x -> maximum(x, constant(0.0)).plus(negative(x))),
    /** 1.0507 x where positive, else 1.0507 · 1.6733 (eˣ − 1) (Klambauer et al. 2017, section 2). */
    SELU(x -> maximum(x, constant(0.0))
            .plus(negative(x).times(Constants.SELU_ALPHA))
            .times(Constants.SELU_SCALE)),
    /** x Φ(x) (Hendrycks and Gimpel 2016). */
    GELU(x -> x.times(x.times(Math.sqrt(0.5)).apply(UnaryFunction.ERF).plus(1)).times(0.5)),
    /** x / (1 + e⁻ˣ). */
    SILU(x -> x.times(Expressions.sigmoid(x))),
    /** Hyperbolic tangent. */
    TANH(Expressions::tanh),
    /** 1 / (1 + e⁻ˣ). */
    SIGMOID(Expressions::sigmoid),
    /** log(1 + eˣ). */
    SOFTPLUS(Expressions::softplus),
    /** eˣ / Σ eˣ. */
    SOFTMAX(Expressions::softmax);

    private final UnaryOperator<Expr> function;

    Activation(UnaryOperator<Expr> function) {
        this.function = function;
    }

    /** The constants of self-normalising networks, to the published digits. */
    private static final class Constants {
        static final double SELU_SCALE = 1.0507009873554804934193349852946;
        static final double SELU_ALPHA = 1.6732632423543772848170429916717;
    }

    /** The activation of every entry. */
    public Expr of(Expr x) {
        return function.apply(x);
    }

    /** eˣ − 1 where x is negative, else 0; it never overflows. */
    private static Expr negative(Expr x) {
        return minimum(x, constant(0.0)).apply(UnaryFunction.EXPM1);
    }

    @Override
    public String toString() {
        String[] words = name().toLowerCase(Locale.ROOT).split("_");
        return words.length == 1 ? words[0] : words[0] + " " + words[1];
    }
}
