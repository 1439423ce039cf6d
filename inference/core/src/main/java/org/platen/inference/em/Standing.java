package org.platen.inference.em;

/**
 * Where one start stands between an E-step and the M-step that follows: all that it needs to go on as if it had never stopped.
 *
 * @param run what it has reached
 * @param units the units of a quasi-Newton M-step, found at the first one; empty when there are none
 * @param ended whether it came to its own end, instead of being stopped on the way
 */
record Standing(EmRun run, double[] units, boolean ended) {

    private static final double[] NONE = {};

    static Standing ended(EmRun run) {
        return new Standing(run, NONE, true);
    }
}
