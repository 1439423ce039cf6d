package org.platen.inference.fit;

/**
 * All that the numbers of a fit depend on beside model, data and versions: an engine's options as a record. What it does not hold, such as threads, listeners and files,
 * changes no number.
 */
public interface EngineSettings {

    /** The name of the engine: {@code ExactEm}. */
    String engine();

    /** Equal seeds give equal results. */
    long seed();
}
