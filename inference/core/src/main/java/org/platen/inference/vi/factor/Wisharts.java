package org.platen.inference.vi.factor;

import java.util.Arrays;
import org.apache.commons.numbers.gamma.LogGamma;
import org.platen.inference.op.Special;

/** What the Wishart and inverse Wishart factors share. A matrix of parameters follows the degrees of freedom. */
final class Wisharts {

    private static final double LOG_TWO = Math.log(2);
    private static final double LOG_PI = Math.log(Math.PI);

    private Wisharts() {}

    static double[] matrix(double[] parameters) {
        return Arrays.copyOfRange(parameters, 1, parameters.length);
    }

    static double[] of(double number, double[] matrix) {
        return Symmetric.joined(new double[] {number}, matrix);
    }

    static double degreesOfFreedom(double value, int rows) {
        if (!(value > rows - 1) || Double.isInfinite(value)) {
            throw new OutsideDomain("its degrees of freedom would be " + value + ", not above " + (rows - 1));
        }
        return value;
    }

    /** Σᵢ ψ((ν − i) / 2) + D log 2, i from 0: E log|Λ| of a Wishart of scale I. */
    static double expectedLogDeterminant(double degreesOfFreedom, int rows) {
        double sum = rows * LOG_TWO;
        for (int i = 0; i < rows; i++) {
            sum += Special.digamma(0.5 * (degreesOfFreedom - i));
        }
        return sum;
    }

    /** (ν D / 2) log 2 + log Γ_D(ν / 2): the log normaliser at scale I. */
    static double logNormaliser(double degreesOfFreedom, int rows) {
        double sum = 0.5 * degreesOfFreedom * rows * LOG_TWO + 0.25 * rows * (rows - 1) * LOG_PI;
        for (int i = 0; i < rows; i++) {
            sum += LogGamma.value(0.5 * (degreesOfFreedom - i));
        }
        return sum;
    }

    static double[] scaled(double[] values, double factor) {
        double[] scaled = new double[values.length];
        Arrays.setAll(scaled, i -> factor * values[i]);
        return scaled;
    }
}
