package org.platen.inference.op;

/** Three arrays for each thread, for values between the loops of one kernel. */
final class Scratch {

    private static final ThreadLocal<Scratch> OF_THREAD = ThreadLocal.withInitial(Scratch::new);

    private double[] first = new double[1024];
    private double[] second = new double[1024];
    private double[] third = new double[1024];

    private Scratch() {}

    /** This thread's arrays, with room for {@code n} values each. The first two are free until the next call. */
    static Scratch of(int n) {
        Scratch scratch = OF_THREAD.get();
        if (scratch.first.length < n) {
            scratch.first = new double[n];
            scratch.second = new double[n];
            scratch.third = new double[n];
        }
        return scratch;
    }

    double[] first() {
        return first;
    }

    double[] second() {
        return second;
    }

    /** For kernels that call others: no other kernel uses it. */
    double[] third() {
        return third;
    }
}
