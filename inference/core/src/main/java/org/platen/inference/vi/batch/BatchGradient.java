package org.platen.inference.vi.batch;

import java.util.function.Supplier;
import org.ejml.data.DMatrixRMaj;

/**
 * What a batch says of the unconstrained numbers of global variables.
 *
 * @param noise the standard Normal numbers of each draw
 * @param each the derivatives of the log density at each draw
 * @param mean their average
 * @param curvature the same of second derivatives, over some draws
 * @param scale how many elements each of the batch stands for
 */
record BatchGradient(double[][] noise, double[][] each, double[] mean, Supplier<Curvatures> curvature, double scale) {

    /**
     * Minus second derivatives.
     *
     * @param held with local variables held where they are: what a factor of the mean field is of
     * @param followed with local variables following to their best: what Newton's steps need
     */
    record Curvatures(DMatrixRMaj held, DMatrixRMaj followed) {}
}
