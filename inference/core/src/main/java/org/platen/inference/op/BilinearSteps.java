package org.platen.inference.op;

import java.util.Arrays;
import org.platen.inference.program.Buffer;
import org.platen.inference.program.Step;

/** Sums of products whose terms are told one by one, for values with rows or without. */
final class BilinearSteps {

    private BilinearSteps() {}

    /** Takes a term: which entries are multiplied, and to which the product is added. */
    interface Term {
        void of(int left, int right, int target);
    }

    /** Tells all terms. */
    interface Terms {
        void each(Term term);
    }

    static Step of(Terms terms, Buffer left, Buffer right, Buffer output) {
        if (!output.hasRows()) {
            double[] x = left.flat();
            double[] y = right.flat();
            double[] out = output.flat();
            return rows -> {
                Arrays.fill(out, 0);
                terms.each((i, j, target) -> out[target] += x[i] * y[j]);
            };
        }
        double[][] out = output.lanes();
        return rows -> {
            for (double[] lane : out) {
                Arrays.fill(lane, 0, rows, 0);
            }
            terms.each((i, j, target) -> add(left, i, right, j, out[target], rows));
        };
    }

    private static void add(Buffer left, int i, Buffer right, int j, double[] out, int n) {
        if (!left.hasRows()) {
            addScaled(right.lanes()[j], left.flat()[i], out, n);
        } else if (!right.hasRows()) {
            addScaled(left.lanes()[i], right.flat()[j], out, n);
        } else {
            addProduct(left.lanes()[i], right.lanes()[j], out, n);
        }
    }

    private static void addScaled(double[] x, double a, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] += a * x[i];
        }
    }

    private static void addProduct(double[] x, double[] y, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] += x[i] * y[i];
        }
    }
}
