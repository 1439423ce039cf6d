package org.platen.inference.em.rule;

import java.util.Optional;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.platen.dsl.distribution.Distribution;
import org.platen.dsl.distribution.MultivariateNormal;
import org.platen.dsl.distribution.Normal;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.shape.Shape;

/** The precision matrices of a multivariate Normal, or of independent Normals, in the cells of its users. */
final class Precision {

    private final MultivariateNormal.Form form;
    private final boolean isScale;
    private final Spread spread;
    private final int size;
    private final int spreadSize;

    private Precision(MultivariateNormal.Form form, boolean isScale, Spread spread, int size, int spreadSize) {
        this.form = form;
        this.isScale = isScale;
        this.spread = spread;
        this.size = size;
        this.spreadSize = spreadSize;
    }

    /** The precisions of a distribution of vectors; empty when its spread differs from row to row, or the family has none. */
    static Optional<Precision> of(Distribution distribution, Cell cell, Workbench workbench) {
        if (distribution instanceof MultivariateNormal normal) {
            return of(normal.spread(), normal.form(), false, distribution.eventShape(), cell, workbench);
        }
        if (distribution instanceof Normal normal) {
            return of(
                    normal.scale(), MultivariateNormal.Form.DIAGONAL, true, distribution.eventShape(), cell, workbench);
        }
        return Optional.empty();
    }

    private static Optional<Precision> of(
            Expr expr, MultivariateNormal.Form form, boolean isScale, Shape event, Cell cell, Workbench workbench) {
        Shape shape = form == MultivariateNormal.Form.DIAGONAL ? event : expr.shape();
        return Cells.argument(workbench, cell.withEvent(shape), expr)
                .map(spread -> new Precision(form, isScale, spread, event.size(), shape.size()));
    }

    /** Which of the spread's entries a cell reads first: equal for cells that share a spread. */
    int entry(int cell) {
        return spread.map()[cell * spreadSize];
    }

    /** The precision matrix in a cell at this moment's estimates. */
    DMatrixRMaj at(int cell, Numbers numbers) {
        double[] values = spread.now(numbers);
        int at = cell * spreadSize;
        return switch (form) {
            case PRECISION -> Symmetric.matrix(values, at, size);
            case COVARIANCE -> Symmetric.inverse(values, at, size);
            case CHOLESKY -> {
                DMatrixRMaj lower = Symmetric.matrix(values, at, size);
                DMatrixRMaj covariance = new DMatrixRMaj(size, size);
                CommonOps_DDRM.multTransB(lower, lower, covariance);
                yield Symmetric.inverse(covariance.data, 0, size);
            }
            case DIAGONAL -> {
                DMatrixRMaj diagonal = new DMatrixRMaj(size, size);
                for (int i = 0; i < size; i++) {
                    double value = values[at + i];
                    diagonal.set(i, i, 1 / (isScale ? value * value : value));
                }
                yield diagonal;
            }
        };
    }
}
