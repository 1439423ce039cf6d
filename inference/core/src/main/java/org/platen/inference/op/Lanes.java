package org.platen.inference.op;

/**
 * Loops over lanes that the JIT turns into vector instructions: plain indices from zero, no calls, no aliasing beyond the same index. Each function is
 * written out, since a shared loop over a function object would not be vectorised.
 */
final class Lanes {

    private Lanes() {}

    /** A function of two arguments, each a lane or one number. */
    interface Binary {
        /** out[i] = f(x[i], y[i]). */
        void lanes(double[] x, double[] y, double[] out, int n);

        /** out[i] = f(x[i], y). */
        void laneScalar(double[] x, double y, double[] out, int n);

        /** out[i] = f(x, y[i]). */
        void scalarLane(double x, double[] y, double[] out, int n);
    }

    static final Binary ADD = new Binary() {
        @Override
        public void lanes(double[] x, double[] y, double[] out, int n) {
            for (int i = 0; i < n; i++) {
                out[i] = x[i] + y[i];
            }
        }

        @Override
        public void laneScalar(double[] x, double y, double[] out, int n) {
            for (int i = 0; i < n; i++) {
                out[i] = x[i] + y;
            }
        }

        @Override
        public void scalarLane(double x, double[] y, double[] out, int n) {
            for (int i = 0; i < n; i++) {
                out[i] = x + y[i];
            }
        }
    };

    static final Binary SUBTRACT = new Binary() {
        @Override
        public void lanes(double[] x, double[] y, double[] out, int n) {
            for (int i = 0; i < n; i++) {
                out[i] = x[i] - y[i];
            }
        }

        @Override
        public void laneScalar(double[] x, double y, double[] out, int n) {
            for (int i = 0; i < n; i++) {
                out[i] = x[i] - y;
            }
        }

        @Override
        public void scalarLane(double x, double[] y, double[] out, int n) {
            for (int i = 0; i < n; i++) {
                out[i] = x - y[i];
            }
        }
    };

    static final Binary MULTIPLY = new Binary() {
        @Override
        public void lanes(double[] x, double[] y, double[] out, int n) {
            for (int i = 0; i < n; i++) {
                out[i] = x[i] * y[i];
            }
        }

        @Override
        public void laneScalar(double[] x, double y, double[] out, int n) {
            for (int i = 0; i < n; i++) {
                out[i] = x[i] * y;
            }
        }

        @Override
        public void scalarLane(double x, double[] y, double[] out, int n) {
            for (int i = 0; i < n; i++) {
                out[i] = x * y[i];
            }
        }
    };

    static final Binary DIVIDE = new Binary() {
        @Override
        public void lanes(double[] x, double[] y, double[] out, int n) {
            for (int i = 0; i < n; i++) {
                out[i] = x[i] / y[i];
            }
        }

        @Override
        public void laneScalar(double[] x, double y, double[] out, int n) {
            for (int i = 0; i < n; i++) {
                out[i] = x[i] / y;
            }
        }

        @Override
        public void scalarLane(double x, double[] y, double[] out, int n) {
            for (int i = 0; i < n; i++) {
                out[i] = x / y[i];
            }
        }
    };

    static final Binary MAXIMUM = new Binary() {
        @Override
        public void lanes(double[] x, double[] y, double[] out, int n) {
            for (int i = 0; i < n; i++) {
                out[i] = Math.max(x[i], y[i]);
            }
        }

        @Override
        public void laneScalar(double[] x, double y, double[] out, int n) {
            for (int i = 0; i < n; i++) {
                out[i] = Math.max(x[i], y);
            }
        }

        @Override
        public void scalarLane(double x, double[] y, double[] out, int n) {
            for (int i = 0; i < n; i++) {
                out[i] = Math.max(x, y[i]);
            }
        }
    };

    static void negate(double[] x, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = -x[i];
        }
    }

    static void square(double[] x, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = x[i] * x[i];
        }
    }

    static void sqrt(double[] x, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = Math.sqrt(x[i]);
        }
    }

    static void reciprocal(double[] x, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = 1 / x[i];
        }
    }

    static void log(double[] x, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = Math.log(x[i]);
        }
    }

    static void exp(double[] x, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = Math.exp(x[i]);
        }
    }
}
