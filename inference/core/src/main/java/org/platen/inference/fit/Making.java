package org.platen.inference.fit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.platen.dsl.model.Model;
import org.platen.dsl.model.Variable;
import org.platen.dsl.render.Story;
import org.platen.inference.checkpoint.DeclaredConstants;
import org.platen.inference.data.Binding;
import org.platen.inference.data.Digest;

/** Where a fit's {@link Provenance} comes from: worked out when it is first asked for, as hashing takes a pass over the data. Safe for use by any threads. */
public final class Making {

    private final @Nullable Binding binding;
    private final boolean streamed;
    private final @Nullable EngineSettings settings;
    private final String backend;
    private final Provenance.@Nullable Time time;
    private @Nullable Provenance known;

    private Making(
            @Nullable Binding binding,
            boolean streamed,
            @Nullable EngineSettings settings,
            String backend,
            Provenance.@Nullable Time time,
            @Nullable Provenance known) {
        this.binding = binding;
        this.streamed = streamed;
        this.settings = settings;
        this.backend = backend;
        this.time = time;
        this.known = known;
    }

    /** Of a fit that was just made. */
    public static Making of(Binding binding, EngineSettings settings, String backend, Provenance.Time time) {
        return new Making(binding, false, settings, backend, time, null);
    }

    /** Of a fit to rows that stay on disk, of which {@code some} are bound. */
    public static Making ofStreamed(Binding some, EngineSettings settings, String backend, Provenance.Time time) {
        return new Making(some, true, settings, backend, time, null);
    }

    /** Of a fit whose provenance is known. */
    public static Making of(Provenance known) {
        return new Making(null, false, null, known.backend(), null, known);
    }

    /** How long the fit took. */
    public Duration took() {
        Provenance.Time times = time;
        return (times == null ? provenance().time() : times).took();
    }

    /** How the fit was made. */
    public synchronized Provenance provenance() {
        Provenance found = known;
        if (found == null) {
            found = found(Objects.requireNonNull(binding));
            known = found;
        }
        return found;
    }

    private Provenance found(Binding bound) {
        Map<String, List<Integer>> shapes = new LinkedHashMap<>();
        if (!streamed) {
            bound.columns().keySet().forEach(variable -> shapes.put(variable.name(), shape(variable, bound)));
        }
        return new Provenance(
                bound.model().name(),
                fingerprint(bound.model()),
                shapes,
                streamed ? null : bound.data().fingerprint(),
                Objects.requireNonNull(settings),
                backend,
                versions(),
                Objects.requireNonNull(time));
    }

    private static List<Integer> shape(Variable variable, Binding binding) {
        List<Integer> sizes = new ArrayList<>();
        variable.axes().forEach(axis -> sizes.add(binding.size(axis.plate())));
        variable.shape().dims().forEach(dim -> sizes.add(dim.size()));
        return sizes;
    }

    /** A hash of a model's declaration: its story, and every number in it. */
    public static String fingerprint(Model model) {
        Digest digest = new Digest();
        digest.add(Story.of(model));
        digest.add(DeclaredConstants.fingerprint(model));
        return digest.hex();
    }

    private static Map<String, String> versions() {
        String own = Making.class.getPackage().getImplementationVersion();
        Map<String, String> versions = new LinkedHashMap<>();
        versions.put("platen", own == null ? "unpackaged" : own);
        versions.put("java", Runtime.version().toString());
        return versions;
    }
}
