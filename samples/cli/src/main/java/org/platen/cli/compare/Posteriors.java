package org.platen.cli.compare;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.platen.inference.criticism.AccuracyComparison;
import org.platen.inference.criticism.AccuracyComparison.Ranked;
import org.platen.inference.criticism.LeaveOneOut;
import org.platen.inference.criticism.WidelyApplicable;
import org.platen.inference.posterior.PosteriorFit;
import org.platen.inference.vi.Elbo;
import org.platen.inference.vi.VariationalFit;

/**
 * Fits that are posterior distributions, by how well they are expected to predict a row that they have not seen: PSIS-LOO, with WAIC beside it, and the evidence lower
 * bound where there is one.
 */
final class Posteriors {

    private static final Measure ELPD = Measure.largest("elpd", "elpd");
    private static final Measure DIFFERENCE = Measure.plain("difference", "difference");
    private static final Measure PARAMETERS = Measure.plain("effectiveParameters", "effective parameters");
    private static final Measure WAIC = Measure.smallest("waic", "WAIC");
    private static final Measure BOUND = Measure.largest("elbo", "ELBO");

    /** A difference of fewer standard errors may be chance. */
    private static final double CLEAR = 2;

    private Posteriors() {}

    static boolean has(Contender contender) {
        return contender.fit() instanceof PosteriorFit;
    }

    static Scale of(List<Contender> contenders) {
        Map<String, LeaveOneOut> accuracies = new LinkedHashMap<>();
        Map<String, Judged> judged = new LinkedHashMap<>();
        for (Contender contender : contenders) {
            PosteriorFit fit = (PosteriorFit) contender.fit();
            Judged one = Judged.of(contender, () -> {
                contender.data();
                LeaveOneOut accuracy = LeaveOneOut.of(fit);
                WidelyApplicable other = WidelyApplicable.of(fit);
                accuracies.put(contender.name(), accuracy);
                return judged(contender, accuracy, other);
            });
            judged.put(contender.name(), one.with(bound(fit)));
        }
        List<Judged> ordered = new ArrayList<>();
        if (!accuracies.isEmpty()) {
            for (Ranked ranked : AccuracyComparison.of(accuracies).ranked()) {
                Judged one = java.util.Objects.requireNonNull(judged.remove(ranked.name()));
                ordered.add(one.with(
                        Map.of(DIFFERENCE.name(), ranked.difference(), DIFFERENCE.error(), ranked.standardError())));
            }
        }
        ordered.addAll(judged.values());
        return new Scale(
                accuracies.isEmpty()
                        ? "Evidence of the rows that were fitted"
                        : "Expected log density of rows left out (PSIS-LOO)",
                remarked(ordered),
                List.of(ELPD, DIFFERENCE, PARAMETERS, WAIC, BOUND),
                accuracies.isEmpty() ? BOUND : ELPD);
    }

    private static Judged judged(Contender contender, LeaveOneOut accuracy, WidelyApplicable other) {
        Map<String, Double> numbers = new LinkedHashMap<>();
        numbers.put(ELPD.name(), accuracy.elpd());
        numbers.put(ELPD.error(), accuracy.standardError());
        numbers.put(PARAMETERS.name(), accuracy.effectiveParameters());
        numbers.put(WAIC.name(), other.informationCriterion());
        numbers.put("influentialRows", (double) accuracy.influential().length);
        List<String> remarks = new ArrayList<>(accuracy.warnings());
        return new Judged(contender.name(), contender.engine(), numbers, remarks);
    }

    private static Map<String, Double> bound(PosteriorFit fit) {
        if (!(fit instanceof VariationalFit variational)) {
            return Map.of();
        }
        Elbo bound = variational.elbo();
        return Map.of(BOUND.name(), bound.value(), BOUND.error(), bound.error());
    }

    private static List<Judged> remarked(List<Judged> ordered) {
        return ordered.stream().map(Posteriors::remarked).toList();
    }

    private static Judged remarked(Judged one) {
        double difference = one.value(DIFFERENCE.name());
        double error = one.value(DIFFERENCE.error());
        if (difference < 0 && -difference < CLEAR * error) {
            List<String> remarks = new ArrayList<>(one.remarks());
            remarks.add(
                    "its elpd is within two standard errors of the best: which of the two predicts better is not clear");
            return new Judged(one.name(), one.engine(), one.numbers(), remarks);
        }
        return one;
    }
}
