package org.platen.cli.compare;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.platen.dsl.shape.ModelException;
import org.platen.inference.choice.Criterion;

/** Fits side by side, on each of the scales that some of them have in common. */
public final class FitComparison {

    private static final String APART =
            "A log-likelihood is of the rows that were fitted, an elpd of rows left out, an ELBO of the evidence: one says nothing of another. Rows that no fit has seen put"
                    + " all of them on one scale: --data held-out.csv";

    private static final String UNKNOWN =
            "Whether these rows were fitted is not known of %s, whose rows were streamed: the comparison is right if they were not.";

    private final List<Scale> scales;
    private final List<String> notes;

    private FitComparison(List<Scale> scales, List<String> notes) {
        this.scales = scales;
        this.notes = notes;
    }

    /**
     * Where the rows at hand are those that were fitted, maximised likelihoods with their information criteria, and posteriors by their expected accuracy; where they are
     * others, all fits by the density of these.
     *
     * @throws ModelException when the fits are of different data, some of these rows and some of others, or not one of them can be judged
     */
    public static FitComparison of(List<Contender> contenders, Criterion criterion) {
        List<Contender> unseen = contenders.stream()
                .filter(contender -> contender.rows() != null && !contender.fitted())
                .toList();
        if (!unseen.isEmpty()) {
            contenders.stream().filter(Contender::fitted).findFirst().ifPresent(seen -> {
                throw new ModelException(
                        "'%s' was fitted to these rows, '%s' was not: name the rows that both were fitted to, or rows that neither has seen"
                                .formatted(seen.name(), unseen.get(0).name()));
            });
            return judged(List.of(HeldOutRows.of(contenders)), notes(contenders));
        }
        requireSameData(contenders);
        List<Scale> scales = new ArrayList<>();
        List<Contender> likelihoods =
                contenders.stream().filter(Likelihoods::has).toList();
        List<Contender> posteriors = contenders.stream().filter(Posteriors::has).toList();
        if (!likelihoods.isEmpty()) {
            scales.add(Likelihoods.of(likelihoods, criterion));
        }
        if (!posteriors.isEmpty()) {
            scales.add(Posteriors.of(posteriors));
        }
        return judged(scales, scales.size() > 1 ? List.of(APART) : List.of());
    }

    private static FitComparison judged(List<Scale> scales, List<String> notes) {
        List<Judged> all =
                scales.stream().flatMap(scale -> scale.judged().stream()).toList();
        ModelException.require(
                all.stream().anyMatch(one -> !one.numbers().isEmpty()),
                "nothing is known by which to compare them: %s",
                all.stream()
                        .map(one -> "'" + one.name() + "' " + String.join("; ", one.remarks()))
                        .collect(Collectors.joining(", ")));
        return new FitComparison(scales, notes);
    }

    private static List<String> notes(List<Contender> contenders) {
        String streamed = contenders.stream()
                .filter(contender -> contender.fit().provenance().dataHash() == null)
                .map(contender -> "'" + contender.name() + "'")
                .collect(Collectors.joining(", "));
        return streamed.isEmpty() ? List.of() : List.of(UNKNOWN.formatted(streamed));
    }

    /** Given covariates may differ, which hashes of all data do not tell apart from other observations. */
    private static void requireSameData(List<Contender> contenders) {
        boolean known = contenders.stream().allMatch(contender -> contender.rows() != null);
        Contender first = contenders.get(0);
        for (Contender other : contenders) {
            ModelException.require(
                    other == first || identity(other, known).equals(identity(first, known)),
                    "'%s' and '%s' cannot be compared: they were fitted to different data%s. Rows that neither has seen put them on one scale: --data held-out.csv",
                    first.name(),
                    other.name(),
                    known
                            ? ""
                            : ", by the hashes in their files (where only covariates differ, --data fitted.csv helps)");
        }
    }

    private static Object identity(Contender contender, boolean known) {
        return known
                ? contender.fit().model().observed().stream()
                        .map(variable -> contender.data().fingerprint(variable))
                        .collect(Collectors.toSet())
                : Objects.requireNonNullElse(contender.fit().provenance().dataHash(), contender);
    }

    /** Tables, choices and notes. */
    public String text() {
        String tables = scales.stream().map(Scale::text).collect(Collectors.joining("\n"));
        return tables + notes.stream().map(note -> "\n" + note + "\n").collect(Collectors.joining());
    }

    /** The same for machines: {@code best} is of the only scale, or null where there are several. */
    public Map<String, Object> report() {
        List<Map<String, Object>> candidates = new ArrayList<>();
        scales.forEach(scale -> candidates.addAll(scale.report()));
        Map<String, Object> report = new LinkedHashMap<>();
        report.put(
                "best",
                scales.size() > 1
                        ? null
                        : scales.get(0).best().map(Judged::name).orElse(null));
        report.put("candidates", candidates);
        report.put("notes", notes);
        return report;
    }
}
