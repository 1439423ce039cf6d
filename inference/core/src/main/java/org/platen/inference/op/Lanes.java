package org.platen.inference.op;

/**
 * Loops over lanes that the JIT turns into vector instructions: plain indices from zero, no calls, no aliasing beyond the same index. Each function is
 * written out, since a shared loop over a function object would not be vectorised.
 */
final class Lanes {

    /** From half of this on the hyperbolic tangent is 1 to all digits. */
    private static final double TANH_IS_ONE = 50;

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
        ActiveKernels.KERNELS.log(x, out, n);
    }

    static void exp(double[] x, double[] out, int n) {
        ActiveKernels.KERNELS.exp(x, out, n);
    }

    /** 1 / (1 + e⁻ˣ). */
    static void sigmoid(double[] x, double[] out, int n) {
        negate(x, out, n);
        exp(out, out, n);
        for (int i = 0; i < n; i++) {
            out[i] = 1 / (1 + out[i]);
        }
    }

    /** log(1 + eˣ) = max(x, 0) + log(1 + exp(−|x|)). */
    static void softplus(double[] x, double[] out, int n) {
        double[] decayed = Scratch.of(n).third();
        for (int i = 0; i < n; i++) {
            decayed[i] = -Math.abs(x[i]);
        }
        exp(decayed, decayed, n);
        Logarithm.log1pOfFraction(decayed, decayed, n);
        for (int i = 0; i < n; i++) {
            out[i] = Math.max(x[i], 0) + decayed[i];
        }
    }

    /** (e²ˣ − 1) / (e²ˣ + 1). */
    static void tanh(double[] x, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = Math.max(-TANH_IS_ONE, Math.min(TANH_IS_ONE, 2 * x[i]));
        }
        Exponential.expm1(out, out, n);
        for (int i = 0; i < n; i++) {
            out[i] = out[i] / (out[i] + 2);
        }
    }
}
