package org.platen.inference.reduce;

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
        Node left = algebra.reshape(centred, List.of(size, 1));
        Node right = algebra.reshape(centred, List.of(1, size));
        Program program = Program.of(Map.of(
                "mean",
                mean,
                "left",
                algebra.sumRows(centred),
                "products",
                algebra.sumProduct(left, right, List.of(), true)));
        Session session = new JvmBackend().compile(program).session(executor);
        session.bind("x", entries);
        session.run(rows);
        double[] means = session.get("mean");
        double[] rest = session.get("left");
        double[] products = session.get("products");
        double[][] covariance = new double[size][size];
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                covariance[i][j] = (products[i * size + j] - rest[i] * rest[j] / rows) / rows;
            }
        }
        for (int i = 0; i < size; i++) {
            means[i] += rest[i] / rows;
        }
        return new Moments(means, covariance);
    }
}
