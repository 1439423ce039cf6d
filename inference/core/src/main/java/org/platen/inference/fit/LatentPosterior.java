package org.platen.inference.fit;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntPredicate;
import org.platen.dsl.model.Model;
import org.platen.dsl.model.RandomVariable;
import org.platen.dsl.model.Variable;
import org.platen.dsl.shape.ModelException;
import org.platen.inference.data.Binding;
import org.platen.inference.lower.Conditional;
import org.platen.inference.lower.Integration;
import org.platen.inference.lower.Joint;
import org.platen.inference.lower.Layout;
import org.platen.inference.lower.Roles;
import org.platen.inference.lower.TotalMoments;

/** The exact posterior of continuous variables that are integrated out, at given values of everything that is estimated. */
public final class LatentPosterior {

    private static final String AT = "at/";
    private static final String MEAN = "mean";
    private static final String COVARIANCE = "covariance";

    private final Model model;
    private final Layout layout;
    private final Roles roles;
    private final Map<Variable, double[]> estimates;

    /** At the given values of the estimated variables, over bound data. */
    public LatentPosterior(Model model, Binding binding, Roles roles, Map<Variable, double[]> estimates) {
        this.model = model;
        this.layout = Layout.of(model, binding, roles);
        this.roles = roles;
        this.estimates = Map.copyOf(estimates);
    }

    /**
     * Given everything observed.
     *
     * @throws ModelException when the variable is not integrated out, or what is observed and its prior do not determine it
     */
    public PosteriorMoments of(Variable variable) {
        return of(variable, List.of(estimates)).get(0);
    }

    /**
     * The same at several values of the estimated variables.
     *
     * @throws ModelException as for {@link #of(Variable)}
     */
    public List<PosteriorMoments> of(Variable variable, List<Map<Variable, double[]>> values) {
        RandomVariable latent = integrated(variable);
        Joint joint = new Joint(model, layout, roles);
        Integration integration = joint.integration(joint.lowering(AT));
        List<PosteriorMoments> all = moments(joint, total(joint, integration, integration.posterior(latent)), values);
        all.forEach(moments -> requireProper(latent, moments.mean()));
        return all.stream().map(moments -> withinChains(latent, moments)).toList();
    }

    /**
     * The mean alone.
     *
     * @throws ModelException as for {@link #of(Variable)}
     */
    public Tensor mean(Variable variable) {
        RandomVariable latent = integrated(variable);
        Joint joint = new Joint(model, layout, roles);
        Integration integration = joint.integration(joint.lowering(AT));
        Answers answers = new Answers(joint);
        answers.ask(
                MEAN,
                latent,
                total(joint, integration, integration.posterior(latent)).mean());
        Tensor mean = Objects.requireNonNull(answers.at(AT, estimates).get(MEAN));
        requireProper(latent, mean);
        return mean;
    }

    /**
     * At each instant of a chain given what is observed up to it; NaN while that does not determine the value, after a flat start.
     *
     * @throws ModelException when the variable is not integrated out, moves along no chain or is integrated out at all instants at
     *     once, or depends on discrete latent variables
     */
    public PosteriorMoments filtered(Variable variable) {
        return filtered(variable, List.of(estimates)).get(0);
    }

    /**
     * The same at several values of the estimated variables.
     *
     * @throws ModelException as for {@link #filtered(Variable)}
     */
    public List<PosteriorMoments> filtered(Variable variable, List<Map<Variable, double[]>> values) {
        RandomVariable latent = integrated(variable);
        Joint joint = new Joint(model, layout, roles);
        Conditional filtered = joint.integration(joint.lowering(AT)).filtered(latent);
        ModelException.require(
                !filtered.dependsOnDiscrete(),
                "'%s' depends on discrete latent variables, whose probabilities up to each instant are not computed: posterior(\"%s\", …) is given everything",
                variable.name(),
                variable.name());
        return moments(joint, filtered, values);
    }

    private static Conditional total(Joint joint, Integration integration, Conditional given) {
        return TotalMoments.of(joint, integration.factors(), List.of(given)).get(0);
    }

    private static List<PosteriorMoments> moments(
            Joint joint, Conditional moments, List<Map<Variable, double[]>> values) {
        Answers answers = new Answers(joint);
        answers.ask(MEAN, moments.variable(), moments.mean());
        answers.ask(COVARIANCE, moments.variable(), moments.spread());
        return values.stream()
                .map(estimates -> answers.at(AT, estimates))
                .map(tensors -> new PosteriorMoments(
                        Objects.requireNonNull(tensors.get(MEAN)), Objects.requireNonNull(tensors.get(COVARIANCE))))
                .toList();
    }

    /** NaN for instants that there are not. */
    private PosteriorMoments withinChains(RandomVariable latent, PosteriorMoments moments) {
        int size = latent.shape().size();
        return new PosteriorMoments(
                withinChains(latent, moments.mean(), size), withinChains(latent, moments.covariance(), size * size));
    }

    private Tensor withinChains(RandomVariable latent, Tensor tensor, int entries) {
        IntPredicate exists = layout.binding().exists(latent.axes());
        double[] values = tensor.values();
        for (int i = 0; i < values.length; i++) {
            values[i] = exists.test(i / entries) ? values[i] : Double.NaN;
        }
        return new Tensor(values, tensor.axes(), tensor.dims());
    }

    private static void requireProper(RandomVariable latent, Tensor mean) {
        ModelException.require(
                Arrays.stream(mean.values()).allMatch(Double::isFinite),
                "the posterior of '%s' is improper: neither its prior nor what is observed determines all of it. Give it a proper prior, or observe more.",
                latent.name());
    }

    private RandomVariable integrated(Variable variable) {
        if (variable instanceof RandomVariable random && roles.integrated().contains(random)) {
            return random;
        }
        throw new ModelException(String.format(
                "'%s' has no posterior mean and covariance: %s. Integrated out were %s.",
                variable.name(), instead(variable), roles.integrated()));
    }

    private String instead(Variable variable) {
        if (roles.estimated().contains(variable)) {
            return "it was estimated, see estimate(\"" + variable.name() + "\")";
        }
        return variable instanceof RandomVariable random && roles.enumerated().contains(random)
                ? "it is discrete, see responsibilities(\"" + variable.name() + "\", …)"
                : "it is no continuous latent variable";
    }
}
