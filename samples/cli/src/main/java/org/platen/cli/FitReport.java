package org.platen.cli;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.model.Model;
import org.platen.dsl.model.Variable;
import org.platen.inference.amortized.AmortizedFit;
import org.platen.inference.em.EmFit;
import org.platen.inference.fit.Fit;
import org.platen.inference.fit.LikelihoodFit;
import org.platen.inference.fit.Tensor;
import org.platen.inference.posterior.PosteriorFit;
import org.platen.inference.vi.VariationalFit;

/** A fit for machines: how it ended, and estimates of what rows share, weights of networks apart. */
final class FitReport {

    private FitReport() {}

    static Map<String, Object> of(Fit fit) {
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("model", fit.model().name());
        if (fit instanceof EmFit em) {
            report.put("stopped", em.stoppingReason());
            report.put("iterations", em.iterations());
        }
        if (fit instanceof LikelihoodFit likelihood) {
            report.put("logLikelihood", likelihood.logLikelihood());
            report.put("freeParameters", likelihood.freeParameters());
            report.put("bic", likelihood.bic());
        }
        if (fit instanceof PosteriorFit posterior) {
            report.put("stopped", posterior.stoppingReason());
            report.put("warnings", posterior.warnings());
        }
        if (fit instanceof VariationalFit variational) {
            report.put("elbo", variational.elbo().value());
            report.put("elboError", variational.elbo().error());
        }
        if (fit instanceof AmortizedFit amortized) {
            report.put("stopped", amortized.stoppingReason());
            report.put("warnings", amortized.warnings());
        }
        report.put("estimates", estimates(fit));
        return report;
    }

    private static Map<String, Object> estimates(Fit fit) {
        Map<String, Object> estimates = new LinkedHashMap<>();
        for (Variable variable : shared(fit)) {
            Tensor estimate = fit.estimate(variable);
            estimates.put(variable.name(), new TreeMap<>(Map.of("dims", estimate.dims(), "values", estimate.values())));
        }
        return estimates;
    }

    private static List<Variable> shared(Fit fit) {
        Model model = fit.model();
        Stream<? extends Variable> all = fit instanceof EmFit em
                ? em.estimated().stream()
                : Stream.concat(
                        model.parameters().stream(),
                        fit instanceof AmortizedFit ? Stream.empty() : model.latents().stream());
        Set<Expr> weights = new HashSet<>();
        model.networks().forEach(network -> weights.addAll(network.weights().values()));
        return new ArrayList<>(all.filter(Variable::isContinuous)
                .filter(variable -> !weights.contains(variable))
                .filter(variable ->
                        variable.axes().stream().noneMatch(axis -> axis.plate().sizedByData()))
                .toList());
    }
}
