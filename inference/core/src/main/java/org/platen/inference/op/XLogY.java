package org.platen.inference.op;

/** x log y for lanes, 0 where x is 0; the logarithm of a number that is the same in all rows is taken once. */
final class XLogY implements Lanes.Binary {

    @Override
    public void lanes(double[] x, double[] y, double[] out, int n) {
        double[] logarithms = Scratch.of(n).third();
        Lanes.log(y, logarithms, n);
        for (int i = 0; i < n; i++) {
            out[i] = product(x[i], y[i], logarithms[i]);
        }
    }

    @Override
    public void laneScalar(double[] x, double y, double[] out, int n) {
        double logarithm = Math.log(y);
        for (int i = 0; i < n; i++) {
            out[i] = product(x[i], y, logarithm);
        }
    }

    @Override
    public void scalarLane(double x, double[] y, double[] out, int n) {
        double[] logarithms = Scratch.of(n).third();
        Lanes.log(y, logarithms, n);
        for (int i = 0; i < n; i++) {
            out[i] = product(x, y[i], logarithms[i]);
        }
    }

    private static double product(double x, double y, double logarithm) {
        return x == 0 && !Double.isNaN(y) ? 0 : x * logarithm;
    }
}
