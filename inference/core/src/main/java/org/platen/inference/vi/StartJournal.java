package org.platen.inference.vi;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.DoubleStream;
import org.ejml.data.DMatrixRMaj;
import org.jspecify.annotations.Nullable;
import org.platen.dsl.model.RandomVariable;
import org.platen.inference.checkpoint.FitIdentity;
import org.platen.inference.checkpoint.Keeping;
import org.platen.inference.checkpoint.NumbersFile;
import org.platen.inference.checkpoint.Saved;
import org.platen.inference.checkpoint.Section;
import org.platen.inference.checkpoint.Standings;
import org.platen.inference.engine.Halt;
import org.platen.inference.vi.conjugate.Conjugacy;
import org.platen.inference.vi.conjugate.VariationalFactor;

/** The starts of a fit with all data at once, one after the other, and the file that is told of them. For one thread. */
final class StartJournal {

    private static final String REASONS = "reasons";
    private static final String NOW = "now";

    private final Keeping keeping;
    private final @Nullable Conjugacy conjugacy;
    private final Halt halt;
    private final Map<String, String> reasons = new TreeMap<>();
    private final Map<String, Saved> parts = new TreeMap<>();

    /** @param conjugacy the variables with factors, or null where nothing is resumed */
    StartJournal(Keeping keeping, @Nullable Conjugacy conjugacy, Halt halt) {
        this.keeping = keeping;
        this.conjugacy = conjugacy;
        this.halt = halt;
        NumbersFile before = keeping.resumed();
        if (before != null) {
            before.sections().stream()
                    .filter(section -> section.title().equals(REASONS))
                    .forEach(section -> reasons.putAll(section.entries()));
            parts.putAll(new Saved(before.tensors()).parts());
        }
    }

    /** Of a fit that is not kept. */
    static StartJournal none(Halt halt) {
        return new StartJournal(new Keeping(Keeping.Files.NONE, () -> FitIdentity.UNKNOWN), null, halt);
    }

    /** What a start found, when it came to its end before the fit was stopped. */
    @Nullable
    Solution ended(int start) {
        Saved saved = parts.get(name(start));
        String reason = reasons.get(name(start));
        if (saved == null || reason == null) {
            return null;
        }
        Map<RandomVariable, VariationalFactor> factors = new LinkedHashMap<>();
        Objects.requireNonNull(conjugacy).factors().families().forEach((variable, family) -> {
            if (saved.has("factor " + variable.name())) {
                factors.put(variable, new VariationalFactor(variable, family, saved.rows("factor " + variable.name())));
            }
        });
        return new Solution(
                factors,
                gaussian(saved),
                saved.get("bound")[0],
                DoubleStream.of(saved.get("trace")).boxed().toList(),
                reason);
    }

    private static @Nullable Gaussian gaussian(Saved saved) {
        if (!saved.has("mean")) {
            return null;
        }
        double[] mean = saved.get("mean");
        if (saved.has("factor of the covariance")) {
            return DenseGaussian.of(saved);
        }
        double[] deviations = saved.get("deviations");
        if (!saved.has("loadings")) {
            return new DiagonalGaussian(mean, deviations);
        }
        int rank = (int) saved.get("rank")[0];
        return new LowRankGaussian(mean, deviations, DMatrixRMaj.wrap(mean.length, rank, saved.get("loadings")));
    }

    private static String name(int start) {
        return "start " + (start + 1);
    }

    /** Where a start stands, and stood when the fit was stopped. */
    Standings of(int start) {
        Saved before = parts.get(NOW);
        boolean own = before != null && before.get("start")[0] == start;
        return new Standings() {

            @Override
            public @Nullable Saved before() {
                return own ? before : null;
            }

            @Override
            public void at(Supplier<Saved> standing) {
                if (keeping.writes() || halt.reason() != null) {
                    parts.put(NOW, standing.get().put("start", start));
                }
                if (keeping.isDue()) {
                    write();
                }
            }
        };
    }

    /** A start has returned; what it found is kept when it was not halted. */
    Solution returned(int start, Solution solution) {
        if (halt.reason() == null) {
            Saved saved = new Saved()
                    .put("bound", solution.bound())
                    .put(
                            "trace",
                            solution.trace().stream()
                                    .mapToDouble(Double::doubleValue)
                                    .toArray());
            solution.factors()
                    .forEach((variable, factor) -> saved.put("factor " + variable.name(), factor.parameters()));
            if (solution.gaussian() != null) {
                solution.gaussian().save(saved);
            }
            parts.put(name(start), saved);
            reasons.put(name(start), solution.reason());
            parts.remove(NOW);
        }
        write();
        return solution;
    }

    private void write() {
        keeping.write(this::numbers);
    }

    /** All that further iterations and starts depend on. */
    NumbersFile numbers() {
        Saved all = new Saved();
        parts.forEach(all::put);
        return new NumbersFile(List.of(new Section(REASONS, reasons)), all.numbers());
    }
}
