package org.platen.cli.compare;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.platen.inference.criticism.AccuracyComparison;
import org.platen.inference.criticism.AccuracyComparison.Ranked;
import org.platen.inference.criticism.LeaveOneOut;
import org.platen.inference.criticism.WidelyApplicable;
import org.platen.inference.posterior.PosteriorFit;
import org.platen.inference.vi.VariationalFit;

/**
 * Fits that are posterior distributions, by how well they are expected to predict a row that they have not seen: PSIS-LOO, with WAIC beside it, and the evidence lower
 * bound where there is one.
 */
final class Posteriors {

    private static final Measure ELPD = Measure.largest("elpd", "elpd");
    private static final Measure DIFFERENCE = Measure.plain("difference", "difference");
    private static final Measure PARAMETERS = Measure.plain("effectiveParameters", "effective parameters");
    private static final Measure INFLUENTIAL = Measure.count("influentialRows", "influential rows");
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
            judged.put(contender.name(), fit instanceof VariationalFit variational ? bounded(one, variational) : one);
        }
        List<Judged> ordered = new ArrayList<>();
        if (!accuracies.isEmpty()) {
            for (Ranked ranked : AccuracyComparison.of(accuracies).ranked()) {
                ordered.add(ranked(Objects.requireNonNull(judged.remove(ranked.name())), ranked));
            }
        }
        ordered.addAll(judged.values());
        return new Scale(
                accuracies.isEmpty()
                        ? "Evidence of the rows that were fitted"
                        : "Expected log density of rows left out (PSIS-LOO)",
                ordered,
                List.of(ELPD, DIFFERENCE, PARAMETERS, INFLUENTIAL, WAIC, BOUND),
                accuracies.isEmpty() ? BOUND : ELPD);
    }

    private static Judged judged(Contender contender, LeaveOneOut accuracy, WidelyApplicable other) {
        Map<String, Double> numbers = new LinkedHashMap<>();
        numbers.put(ELPD.name(), accuracy.elpd());
        numbers.put(ELPD.error(), accuracy.standardError());
        numbers.put(PARAMETERS.name(), accuracy.effectiveParameters());
        numbers.put(INFLUENTIAL.name(), (double) accuracy.influential().length);
        numbers.put(WAIC.name(), other.informationCriterion());
        return new Judged(contender.name(), contender.engine(), numbers, accuracy.warnings());
    }

    private static Judged bounded(Judged one, VariationalFit fit) {
        return one.with(BOUND, fit.elbo().value(), fit.elbo().error());
    }

    private static Judged ranked(Judged one, Ranked place) {
        Judged compared = one.with(DIFFERENCE, place.difference(), place.standardError());
        boolean unclear = place.difference() < 0 && -place.difference() < CLEAR * place.standardError();
        return unclear
                ? compared.with(
                        "its elpd is within two standard errors of the best: which of the two predicts better is not clear")
                : compared;
    }
}
