package org.platen.inference.vi.expectation;

import java.util.List;
import org.platen.dsl.expr.Constant;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.expr.Expressions;
import org.platen.dsl.expr.Reshape;
import org.platen.dsl.shape.Dim;
import org.platen.dsl.shape.Shape;

/** Products of known vectors and matrices, with what is one or the identity left out. */
final class Linear {

    static final Expr ONE = Constant.of(1);

    private Linear() {}

    static Expr times(Expr a, Expr b) {
        return isOne(a) ? b : isOne(b) ? a : a.times(b);
    }

    static boolean isOne(Expr expr) {
        return expr instanceof Constant constant
                && constant.axes().isEmpty()
                && constant.shape().isScalar()
                && constant.isAll(1);
    }

    /** aᵢ bⱼ of two vectors. */
    static Expr outer(Expr a, Expr b) {
        return column(a).dot(row(b));
    }

    static Expr column(Expr vector) {
        return new Reshape(vector, Shape.of(vector.shape().size(), 1));
    }

    static Expr row(Expr vector) {
        return new Reshape(vector, Shape.of(1, vector.shape().size()));
    }

    /** A number or vector as a vector of {@code size} entries. */
    static Expr vector(Expr x, int size) {
        return x.shape().isScalar() ? Expressions.ones(size).times(x) : x;
    }

    /** The diagonal matrix of a number or a vector. */
    static Expr diagonal(Expr x, int size) {
        Expr identity = Expressions.identity(size);
        return x.shape().isScalar()
                ? identity.times(x)
                : column(x).dot(Expressions.ones(1, size)).times(identity);
    }

    /** The vector that is 1 at one place. */
    static Expr unit(int size, int at) {
        double[] values = new double[size];
        values[at] = 1;
        return Expressions.constant(values);
    }

    /** The rows of an identity matrix that are named by {@code entries}. */
    static Expr selection(int size, int[] entries) {
        double[] values = new double[entries.length * size];
        for (int i = 0; i < entries.length; i++) {
            values[i * size + entries[i]] = 1;
        }
        Shape shape = new Shape(List.of(Dim.of(entries.length), Dim.of(size)));
        return new Constant(values, java.util.Set.of(), shape);
    }
}
