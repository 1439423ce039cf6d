package org.platen.inference.vi;

import org.ejml.data.DMatrixRMaj;

/** A Normal distribution whose draws are mean + R · noise with a square factor R. */
interface FactoredGaussian extends Gaussian {

    /** The standard deviation of each number, 1 for numbers without one. */
    double[] units();

    /** The factor R, lower triangular with a positive diagonal; a copy. */
    DMatrixRMaj factor();

    /** A matrix times the inverse of the factor. */
    DMatrixRMaj overFactor(DMatrixRMaj matrix);

    /** The inverse covariance. */
    Precision precision();
}
