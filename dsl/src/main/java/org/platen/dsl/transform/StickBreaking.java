package org.platen.dsl.transform;

import java.util.List;
import org.platen.dsl.distribution.Support;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.expr.Expressions;
import org.platen.dsl.expr.Reshape;
import org.platen.dsl.shape.Dim;
import org.platen.dsl.shape.ModelException;
import org.platen.dsl.shape.Shape;

/**
 * Probabilities that sum to one, from one real number fewer: entry k takes the fraction z = sigmoid(x − log(K − k)) of what the entries before it left
 * (Stan Reference Manual, "Unit simplex"; zero goes to the centre). The stick is kept in logs, its sums are products with constant triangular matrices.
 *
 * @param dim the entries, at least two
 */
record StickBreaking(Dim dim) implements Bijection {

    StickBreaking {
        ModelException.require(
                dim.size() > 1,
                "a simplex of one entry is the constant 1: it has no free value. Use ones(1) instead of a variable.");
    }

    @Override
    public Expr forward(Expr unconstrained) {
        return new Reshape(logEntries(centred(unconstrained)).exp(), new Shape(List.of(dim)));
    }

    @Override
    public double[] forward(double[] unconstrained) {
        double[] entries = new double[dim.size()];
        double[] centre = centre();
        double left = 1;
        for (int k = 0; k < unconstrained.length; k++) {
            double odds = Math.exp(unconstrained[k] + centre[k]);
            entries[k] = left / (1 + 1 / odds);
            left /= 1 + odds;
        }
        entries[unconstrained.length] = left;
        return entries;
    }

    /** Entries that have underflowed to zero count as the smallest normal number. */
    @Override
    public Expr inverse(Expr constrained) {
        int size = dim.size();
        Expr positive = Expressions.maximum(constrained, Expressions.constant(Double.MIN_NORMAL));
        Expr left =
                Triangles.where(size - 1, size, (row, column) -> column > row).dot(positive);
        return positive.slice(0, size - 1).log().minus(left.log()).minus(Expressions.constant(centre()));
    }

    @Override
    public Expr logJacobian(Expr unconstrained) {
        Expr centred = centred(unconstrained);
        return logEntries(centred)
                .slice(0, dim.size() - 1)
                .minus(Expressions.softplus(centred))
                .sum();
    }

    @Override
    public Shape unconstrainedShape(Shape constrained) {
        return Shape.of(dim.size() - 1);
    }

    @Override
    public Support support() {
        return new Support.Simplex(dim);
    }

    @Override
    public String toString() {
        return "simplex of " + dim;
    }

    private Expr centred(Expr unconstrained) {
        return unconstrained.plus(Expressions.constant(centre()));
    }

    private double[] centre() {
        double[] shift = new double[dim.size() - 1];
        for (int k = 0; k < shift.length; k++) {
            shift[k] = -Math.log(shift.length - k);
        }
        return shift;
    }

    /** log x of all entries: the log fraction that each takes, plus the log of what is left for it. */
    private Expr logEntries(Expr centred) {
        int size = dim.size();
        Expr logTaken =
                Expressions.concatenate(Expressions.softplus(centred.negated()).negated(), Expressions.zeros(1));
        Expr logPassed = Expressions.softplus(centred).negated();
        return logTaken.plus(
                Triangles.where(size, size - 1, (row, column) -> column < row).dot(logPassed));
    }
}
