package org.platen.cli.compare;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.DoubleStream;
import org.platen.dsl.model.Model;
import org.platen.dsl.model.Parameter;
import org.platen.dsl.model.RandomVariable;
import org.platen.dsl.model.Variable;
import org.platen.inference.amortized.AmortizedFit;
import org.platen.inference.choice.Criterion;
import org.platen.inference.fit.LikelihoodFit;
import org.platen.inference.unconstrained.Unknown;

/** Fits at one value of their parameters, by the log-likelihood of the rows that were fitted and what is to be paid for it. */
final class Likelihoods {

    private static final Measure PARAMETERS = Measure.count("freeParameters", "parameters");

    private static final Measure LOG_LIKELIHOOD = Measure.plain("logLikelihood", "log-likelihood");
    private static final Measure AIC = Measure.smallest("aic", "AIC");
    private static final Measure BIC = Measure.smallest("bic", "BIC");
    private static final Measure ICL = Measure.smallest("icl", "ICL");

    private Likelihoods() {}

    static boolean has(Contender contender) {
        return contender.fit() instanceof LikelihoodFit || contender.fit() instanceof AmortizedFit;
    }

    static Scale of(List<Contender> contenders, Criterion criterion) {
        List<Judged> judged = contenders.stream()
                .map(contender -> Judged.of(contender, () -> judged(contender)))
                .toList();
        return new Scale(
                "Log-likelihood of the rows that were fitted",
                judged,
                List.of(LOG_LIKELIHOOD, PARAMETERS, AIC, BIC, ICL),
                switch (criterion) {
                    case AIC -> AIC;
                    case BIC -> BIC;
                    case ICL -> ICL;
                    case CROSS_VALIDATION -> LOG_LIKELIHOOD;
                });
    }

    private static Judged judged(Contender contender) {
        return contender.fit() instanceof LikelihoodFit fit
                ? maximised(contender, fit)
                : trained(contender, (AmortizedFit) contender.fit());
    }

    private static Judged maximised(Contender contender, LikelihoodFit fit) {
        Map<String, Double> numbers = new LinkedHashMap<>();
        numbers.put(LOG_LIKELIHOOD.name(), fit.logLikelihood());
        numbers.put(PARAMETERS.name(), (double) fit.freeParameters());
        numbers.put(AIC.name(), fit.aic());
        numbers.put(BIC.name(), fit.bic());
        if (fit.model().latents().stream().anyMatch(RandomVariable::isDiscrete)) {
            numbers.put(ICL.name(), fit.icl());
        }
        return new Judged(contender.name(), contender.engine(), numbers, List.of());
    }

    /** Information criteria are of the largest likelihood, which training goes for only where no latent variable is approximated. */
    private static Judged trained(Contender contender, AmortizedFit fit) {
        double[] rows = fit.logDensity(contender.data());
        double logLikelihood = DoubleStream.of(rows).sum();
        int parameters = parameters(fit);
        Map<String, Double> numbers = new LinkedHashMap<>();
        numbers.put(LOG_LIKELIHOOD.name(), logLikelihood);
        numbers.put(PARAMETERS.name(), (double) parameters);
        if (fit.model().latents().isEmpty()) {
            numbers.put(AIC.name(), -2 * logLikelihood + 2 * parameters);
            numbers.put(BIC.name(), -2 * logLikelihood + parameters * Math.log(rows.length));
            return new Judged(contender.name(), contender.engine(), numbers, List.of());
        }
        return new Judged(
                contender.name(),
                contender.engine(),
                numbers,
                List.of(
                        "its log-likelihood is estimated by importance sampling, and training has made a bound of it large, not itself: AIC and BIC are not defined"));
    }

    /** How many free numbers what is observed depends on; those of guides are not among them. */
    private static int parameters(AmortizedFit fit) {
        return ancestors(fit.model()).stream()
                .filter(Parameter.class::isInstance)
                .mapToInt(parameter -> fit.estimate(parameter).values().length
                        / parameter.shape().size()
                        * Unknown.unconstrained(parameter))
                .sum();
    }

    private static Set<Variable> ancestors(Model model) {
        Set<Variable> found = new HashSet<>(model.observed());
        Deque<Variable> next = new ArrayDeque<>(found);
        while (!next.isEmpty()) {
            for (Variable parent : model.parents(next.remove())) {
                if (found.add(parent)) {
                    next.add(parent);
                }
            }
        }
        return found;
    }
}
