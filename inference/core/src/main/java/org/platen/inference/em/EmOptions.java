package org.platen.inference.em;

/**
 * The options of {@link ExactEm}.
 *
 * @param restarts number of starts
 * @param iterations most iterations of a start
 * @param tolerance relative change of the objective at which a start has converged
 * @param seed makes results repeatable
 * @param threads number of threads; results do not depend on it
 */
record EmOptions(int restarts, int iterations, double tolerance, long seed, int threads) {

    static final EmOptions DEFAULT =
            new EmOptions(10, 2000, 1e-10, 1, Runtime.getRuntime().availableProcessors());

    EmOptions {
        require(restarts >= 1, "restarts", restarts, "at least 1");
        require(iterations >= 1, "iterations", iterations, "at least 1");
        require(tolerance >= 0, "tolerance", tolerance, "at least 0");
        require(threads >= 1, "threads", threads, "at least 1");
    }

    private static void require(boolean condition, String name, Object found, String expected) {
        if (!condition) {
            throw new IllegalArgumentException("ExactEm: " + name + " must be " + expected + ", found " + found);
        }
    }
}
