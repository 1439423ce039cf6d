package org.platen.inference.choice;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.platen.dsl.shape.ModelException;
import org.platen.inference.engine.Engine;
import org.platen.inference.fit.LikelihoodFit;
import org.platen.inference.fit.TextTable;

/** Models of the same data beside each other, and the best of them by a criterion. Immutable. */
public final class Comparison {

    private static final int LONGEST_REASON = 120;

    private final List<Candidate> candidates;
    private final Criterion criterion;

    Comparison(List<Candidate> candidates, Criterion criterion) {
        SameData.check(candidates);
        this.candidates = List.copyOf(candidates);
        this.criterion = criterion;
    }

    /**
     * Fits under the names of their models, by {@link Criterion#BIC}; equal names are numbered.
     *
     * @throws ModelException when they are fits of different data: the message says which, and in what variable
     */
    public static Comparison of(LikelihoodFit... fits) {
        ModelException.require(fits.length > 0, "a comparison needs at least one fit");
        List<Candidate> candidates = new ArrayList<>();
        for (LikelihoodFit fit : fits) {
            String name = fit.model().name();
            long before = Arrays.stream(fits)
                    .limit(candidates.size())
                    .filter(other -> other.model().name().equals(name))
                    .count();
            candidates.add(Candidate.fitted(before == 0 ? name : name + " (" + (before + 1) + ")", fit));
        }
        return new Comparison(candidates, Criterion.BIC);
    }

    /** Fits under the given names, in the order of the map, by {@link Criterion#BIC}; as {@link #of(LikelihoodFit...)}. */
    public static Comparison of(Map<String, ? extends LikelihoodFit> fits) {
        ModelException.require(!fits.isEmpty(), "a comparison needs at least one fit");
        List<Candidate> candidates = new ArrayList<>();
        fits.forEach((name, fit) -> candidates.add(Candidate.fitted(name, fit)));
        return new Comparison(candidates, Criterion.BIC);
    }

    /** The same by another criterion. */
    public Comparison by(Criterion other) {
        return new Comparison(candidates, other);
    }

    /**
     * The same with the density of held-out rows: every model is fitted again by {@code engine}, once for each fold of the data.
     *
     * @throws ModelException as {@link CrossValidation#of} does
     */
    public Comparison crossValidated(Engine engine, CrossValidation validation) {
        List<Candidate> validated = new ArrayList<>();
        for (Candidate candidate : candidates) {
            validated.add(
                    candidate.isFitted()
                            ? candidate.with(validation.of(
                                    candidate.fit().model(), candidate.fit().data(), engine))
                            : candidate);
        }
        return new Comparison(validated, criterion);
    }

    /** All of them, in the order they were given. */
    public List<Candidate> candidates() {
        return candidates;
    }

    /** @throws ModelException when there is none of this name */
    public Candidate get(String name) {
        return candidates.stream()
                .filter(candidate -> candidate.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new ModelException("'" + name + "' is not compared here, those are " + names()));
    }

    /** What {@link #best} goes by. */
    public Criterion criterion() {
        return criterion;
    }

    /**
     * The best by the criterion, the first of equals.
     *
     * @throws ModelException when none has a value of it: with the reasons
     */
    public Candidate best() {
        return best(criterion)
                .orElseThrow(() -> new ModelException(
                        "none of " + names() + " has a " + criterion.title() + " to be chosen by" + reasons()));
    }

    private Optional<Candidate> best(Criterion by) {
        Candidate best = null;
        for (Candidate candidate : candidates) {
            double value = candidate.value(by);
            if (!Double.isNaN(value) && (best == null || by.isBetter(value, best.value(by)))) {
                best = candidate;
            }
        }
        return Optional.ofNullable(best);
    }

    private List<String> names() {
        return candidates.stream().map(Candidate::name).toList();
    }

    private String reasons() {
        return candidates.stream()
                .flatMap(candidate -> candidate.failure().stream())
                .distinct()
                .limit(3)
                .collect(Collectors.joining("; ", ": ", ""));
    }

    /** An aligned table: a line each, the best of every criterion marked by an asterisk, what failed with the beginning of its reason; then the choice. */
    public String table() {
        List<Criterion> shown = Arrays.stream(Criterion.values())
                .filter(by -> best(by).isPresent())
                .toList();
        TextTable table = new TextTable();
        List<String> titles = new ArrayList<>(List.of("log-likelihood", "parameters"));
        shown.forEach(by -> titles.add(by.title() + " "));
        table.add("", titles);
        for (Candidate candidate : candidates) {
            table.add(
                    candidate.name(),
                    candidate.isFitted() ? cells(candidate, shown) : List.of(),
                    candidate
                            .failure()
                            .map(reason -> "failed: " + shortened(reason))
                            .orElse(""));
        }
        String choice = best(criterion)
                .map(best -> "Best by " + criterion.title() + ": " + best.name() + "\n")
                .orElse("");
        return table.text() + choice;
    }

    private static String shortened(String reason) {
        return reason.length() <= LONGEST_REASON
                ? reason
                : reason.substring(0, reason.lastIndexOf(' ', LONGEST_REASON)) + " …";
    }

    private List<String> cells(Candidate candidate, List<Criterion> shown) {
        List<String> cells = new ArrayList<>();
        cells.add(String.format(Locale.ROOT, "%.2f", candidate.fit().logLikelihood()));
        cells.add(Integer.toString(candidate.fit().freeParameters()));
        for (Criterion by : shown) {
            double value = candidate.value(by);
            String text = Double.isNaN(value)
                    ? "-"
                    : candidate
                            .heldOut()
                            .filter(heldOut -> by == Criterion.CROSS_VALIDATION)
                            .map(heldOut ->
                                    String.format(Locale.ROOT, "%.4f ± %.4f", heldOut.mean(), heldOut.standardError()))
                            .orElseGet(() -> String.format(Locale.ROOT, "%.2f", value));
            cells.add(text + (best(by).filter(best -> best == candidate).isPresent() ? "*" : " "));
        }
        return cells;
    }

    @Override
    public String toString() {
        return table();
    }
}
