package org.platen.inference.tensorflow;

/**
 * Where programs run.
 *
 * @param kind what is asked for
 * @param number which GPU
 */
public record Device(Kind kind, int number) {

    /** What is asked for. */
    public enum Kind {
        /** A GPU where there is one. */
        AUTO,
        /** The processor. */
        CPU,
        /** A GPU, or an error. */
        GPU
    }

    /** The first GPU where one can be used, else the processor. */
    public static Device auto() {
        return new Device(Kind.AUTO, 0);
    }

    /** The processor. */
    public static Device cpu() {
        return new Device(Kind.CPU, 0);
    }

    /** A GPU, numbered from 0; programs are refused where it cannot be used. */
    public static Device gpu(int number) {
        return new Device(Kind.GPU, number);
    }
}
