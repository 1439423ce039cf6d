package org.platen.inference.fit;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a fit was made: what one needs to make it again. Equal fits of equal versions have equal records, but for {@link #time}.
 *
 * @param model its name
 * @param fingerprint a hash of the model's declaration, in hexadecimal
 * @param shapes of the data by variable: sizes of the variable's plates, then of its event
 * @param dataHash SHA-256 of the data; null where rows were streamed
 * @param settings the engine and its options
 * @param backend what computed it
 * @param versions of the library and of Java
 * @param time when, and how long
 */
public record Provenance(
        String model,
        String fingerprint,
        Map<String, List<Integer>> shapes,
        @Nullable String dataHash,
        EngineSettings settings,
        String backend,
        Map<String, String> versions,
        Time time) {

    /** Copies. */
    public Provenance {
        shapes = new LinkedHashMap<>(shapes);
        versions = new LinkedHashMap<>(versions);
    }

    /**
     * The times of a fit.
     *
     * @param started when it began
     * @param took how long it took; of a resumed one also what it took before
     * @param reports how long after the beginning its reports of progress were made, where the fit holds such
     */
    public record Time(Instant started, Duration took, List<Duration> reports) {

        /** A copy. */
        public Time {
            reports = List.copyOf(reports);
        }
    }

    /** The same with other times, for files that are to be the same whenever they are made. */
    public Provenance at(Time other) {
        return new Provenance(model, fingerprint, shapes, dataHash, settings, backend, versions, other);
    }
}
