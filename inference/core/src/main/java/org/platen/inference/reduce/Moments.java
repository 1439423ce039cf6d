package org.platen.inference.reduce;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.platen.inference.backend.Executor;
import org.platen.inference.backend.RowSource;
import org.platen.inference.backend.Session;
import org.platen.inference.jvm.JvmBackend;
import org.platen.inference.op.Algebra;
import org.platen.inference.program.Graph;
import org.platen.inference.program.Node;
import org.platen.inference.program.Program;
import org.platen.inference.program.Type;

/**
 * Mean and covariance of the entries of rows.
 *
 * @param mean arithmetic means
 * @param covariance mean products of the deviations from them
 */
record Moments(double[] mean, double[][] covariance) {

    /** In blocks of rows, centred before anything is squared: the corrected two-pass algorithm (Chan, Golub and LeVeque 1983, equation 1.7). */
    static Moments of(List<RowSource> entries, int rows, Executor executor) {
        int size = entries.size();
        Algebra algebra = new Algebra(new Graph());
        Node x = algebra.graph().input("x", Type.of(true, size));
        Node mean = algebra.over(algebra.sumRows(x), algebra.rowCount());
        Node centred = algebra.minus(x, mean);
        List<Integer> left = new ArrayList<>();
        List<Integer> right = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            for (int j = 0; j <= i; j++) {
                left.add(i);
                right.add(j);
            }
        }
        Node pairs =
                algebra.sumProduct(algebra.take(centred, 0, left), algebra.take(centred, 0, right), List.of(), true);
        Program program = Program.of(Map.of("mean", mean, "rest", algebra.sumRows(centred), "products", pairs));
        Session session = new JvmBackend().compile(program).session(executor);
        session.bind("x", entries);
        session.run(rows);
        double[] means = session.get("mean");
        double[] rest = session.get("rest");
        double[] products = session.get("products");
        double[][] covariance = new double[size][size];
        for (int pair = 0; pair < products.length; pair++) {
            int i = left.get(pair);
            int j = right.get(pair);
            covariance[i][j] = (products[pair] - rest[i] * rest[j] / rows) / rows;
            covariance[j][i] = covariance[i][j];
        }
        for (int i = 0; i < size; i++) {
            means[i] += rest[i] / rows;
        }
        return new Moments(means, covariance);
    }
}
