package org.platen.inference.posterior;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.platen.dsl.model.RandomVariable;
import org.platen.dsl.model.Variable;
import org.platen.dsl.shape.ModelException;
import org.platen.inference.data.Binding;
import org.platen.inference.data.Data;
import org.platen.inference.fit.Imputation;
import org.platen.inference.fit.LatentPosterior;
import org.platen.inference.fit.MostProbable;
import org.platen.inference.fit.Posterior;
import org.platen.inference.fit.PosteriorMoments;
import org.platen.inference.fit.Tensor;
import org.platen.inference.fit.Tensors;
import org.platen.inference.lower.Roles;

/** Exact answers at draws of a posterior, averaged. */
final class Averages {

    /** More draws than this are thinned: each takes a pass over the data. */
    static final int MOST = 200;

    private static final long SEED = 1;

    private final JointPosterior posterior;

    Averages(JointPosterior posterior) {
        this.posterior = posterior;
    }

    Tensor responsibilities(RandomVariable variable, Data other) {
        return Tensors.mean(each(other, at -> at.marginal(variable)));
    }

    Tensor filtered(Variable variable, Data other) {
        return Tensors.mean(each(other, at -> at.filtered(variable)));
    }

    Tensor predicted(Variable variable, Data other) {
        return Tensors.mean(each(other, at -> at.predicted(variable)));
    }

    Tensor forecast(Variable variable, Data other, int instants) {
        return Tensors.mean(each(other, at -> at.forecast(variable, instants)));
    }

    Tensor predictiveLogDensity(Data other) {
        return Tensors.logMeanExp(each(other, Posterior::predictiveLogDensity));
    }

    double logLikelihood(Data other) {
        List<Tensor> logs = each(other, at -> new Tensor(new double[] {at.logLikelihood()}, List.of(), List.of()));
        return Tensors.logMeanExp(logs).value();
    }

    MostProbable mostProbable(Data other) {
        Binding binding = posterior.bound(other);
        Map<Variable, double[]> means = new LinkedHashMap<>();
        posterior
                .draws()
                .variables()
                .forEach(variable ->
                        means.put(variable, posterior.get(variable).mean().values()));
        Map<Variable, double[]> values =
                posterior.valuesAt(binding, other, List.of(means), SEED).get(0);
        return new Posterior(posterior.model(), binding, posterior.rolesAt(binding), values).mostProbable();
    }

    Imputation impute(Data other) {
        Binding binding = posterior.bound(other);
        Roles roles = posterior.rolesAt(binding);
        return Imputation.averaged(posterior.model(), binding, roles, values(binding, other));
    }

    /** Mean and covariance of each element of a variable. */
    static PosteriorMoments moments(JointPosterior posterior, Variable variable) {
        Draws draws = posterior.draws();
        Tensor mean = posterior.get(variable).mean();
        int size = variable.shape().size();
        int elements = mean.values().length / size;
        double[] centre = mean.values();
        double[] covariance = new double[elements * size * size];
        for (int s = 0; s < draws.size(); s++) {
            double[] value = draws.at(variable, s / draws.perChain(), s % draws.perChain());
            for (int i = 0; i < covariance.length; i++) {
                int element = i / (size * size);
                int row = element * size + i / size % size;
                int column = element * size + i % size;
                covariance[i] += (value[row] - centre[row]) * (value[column] - centre[column]) / (draws.size() - 1);
            }
        }
        List<Integer> dims = new ArrayList<>(mean.dims().subList(0, mean.axes().size()));
        if (!variable.shape().isScalar()) {
            dims.add(size);
            dims.add(size);
        }
        return new PosteriorMoments(mean, new Tensor(covariance, mean.axes(), dims));
    }

    /** The same of a variable that is integrated out. */
    PosteriorMoments latentMoments(Variable variable, Data other) {
        return LatentMoments.of(variable, latent(other, (at, values) -> at.of(variable, values)));
    }

    /** The same given only what is observed up to each instant. */
    PosteriorMoments filteredMoments(Variable variable, Data other) {
        ModelException.require(
                isIntegrated(variable),
                "'%s' has a posterior given all data, not one up to each instant: use exactEm, which integrates it out along its chain",
                variable.name());
        return LatentMoments.of(variable, latent(other, (at, values) -> at.filtered(variable, values)));
    }

    /** Whether a latent variable is integrated out, so that it has exact moments given the rest of each draw. */
    boolean isIntegrated(Variable variable) {
        return posterior.integratedLatents().contains(variable);
    }

    private List<PosteriorMoments> latent(
            Data other, BiFunction<LatentPosterior, List<Map<Variable, double[]>>, List<PosteriorMoments>> moments) {
        Binding binding = posterior.bound(other);
        Roles roles = posterior.rolesAt(binding);
        List<Map<Variable, double[]>> values = distinct(values(binding, other), roles);
        return moments.apply(new LatentPosterior(posterior.model(), binding, roles, values.get(0)), values);
    }

    /** One where all that is estimated is the same in all draws, as parameters are. */
    private static List<Map<Variable, double[]>> distinct(List<Map<Variable, double[]>> all, Roles roles) {
        Map<Variable, double[]> first = all.get(0);
        boolean same = all.stream()
                .allMatch(one -> roles.estimated().stream()
                        .allMatch(variable -> Arrays.equals(one.get(variable), first.get(variable))));
        return same ? List.of(first) : all;
    }

    private <T> List<T> each(Data other, Function<Posterior, T> answer) {
        Binding binding = posterior.bound(other);
        Roles roles = posterior.rolesAt(binding);
        List<Map<Variable, double[]>> values = values(binding, other);
        Posterior first = new Posterior(posterior.model(), binding, roles, values.get(0));
        return values.stream().map(first::at).map(answer).toList();
    }

    private List<Map<Variable, double[]>> values(Binding binding, Data other) {
        List<Map<Variable, double[]>> all = posterior.flat(posterior.draws());
        int count = Math.min(MOST, all.size());
        List<Map<Variable, double[]>> some = IntStream.range(0, count)
                .mapToObj(i -> all.get((int) ((long) i * all.size() / count)))
                .toList();
        return posterior.valuesAt(binding, other, some, SEED);
    }
}
