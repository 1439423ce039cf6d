package org.platen.inference.em;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.DoubleStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.platen.dsl.distribution.Support;
import org.platen.dsl.model.Model;
import org.platen.dsl.model.RandomVariable;
import org.platen.dsl.model.Variable;
import org.platen.inference.em.rule.Users;
import org.platen.inference.fit.Streams;
import org.platen.inference.lower.Affine;
import org.platen.inference.lower.GaussianGroup;
import org.platen.inference.lower.Layout;
import org.platen.inference.lower.LocationAndSpread;
import org.platen.inference.lower.Roles;
import org.platen.inference.lower.ScaledSpread;
import org.platen.inference.lower.Term;
import org.platen.inference.unconstrained.Unknown;

/**
 * First values of what multiplies or spreads continuous latent variables: at zero, loadings would stay there. Loadings are drawn in the units of the data, what
 * leads from one instant of a chain to the next starts half way to where it was, spreads are those of the data.
 *
 * @param model what is fitted
 * @param layout the data
 * @param roles what becomes of the unknowns
 */
record Loadings(Model model, Layout layout, Roles roles) {

    private static final double PERSISTENCE = 0.5;

    private static final double LOADING = 0.1;

    /** A value for each element and entry of the variables that there is a guess for. */
    Map<Variable, double[]> guesses(long seed, int number) {
        Map<Variable, double[]> guesses = new LinkedHashMap<>();
        if (roles.integrated().isEmpty()) {
            return guesses;
        }
        Affine hidden = GaussianGroup.affine(model, List.copyOf(roles.integrated()));
        double deviation = deviation();
        for (Variable variable : roles.estimated()) {
            int size = Unknown.elements(variable, layout.binding())
                    * variable.shape().size();
            for (Term term : Users.of(model, variable)) {
                LocationAndSpread family =
                        LocationAndSpread.of(term.distribution()).orElse(null);
                if (family == null || !GaussianGroup.isIn(term, hidden)) {
                    continue;
                }
                boolean inMean = Users.mentions(family.location(), variable) && hidden.mentions(family.location());
                boolean isReal = Unknown.support(variable).equals(Support.REAL);
                if (inMean && isReal && term.part() == Term.Part.OTHERS) {
                    guesses.putIfAbsent(variable, persistence(variable, size));
                } else if (inMean && isReal) {
                    guesses.putIfAbsent(variable, draws(variable, size, deviation, seed, number));
                } else if (Users.mentions(family.spread(), variable)) {
                    double power =
                            family.kind() == ScaledSpread.SCALE || family.kind() == ScaledSpread.CHOLESKY ? 1 : 2;
                    spread(variable, size, Math.pow(deviation, power))
                            .ifPresent(spread -> guesses.putIfAbsent(variable, spread));
                }
            }
        }
        return guesses;
    }

    /** A spread of the data's size: wide enough for the latent variables to go anywhere at first. */
    private static Optional<double[]> spread(Variable variable, int size, double scale) {
        Support support = Unknown.support(variable);
        boolean matrix = support instanceof Support.PositiveDefinite || support instanceof Support.CholeskyFactor;
        if (!matrix && !support.equals(Support.POSITIVE)) {
            return Optional.empty();
        }
        int n = matrix ? variable.shape().dim(0).size() : 0;
        double[] values = new double[size];
        Arrays.setAll(values, i -> !matrix || i % (n * n) % (n + 1) == 0 ? scale : 0);
        return Optional.of(values);
    }

    private static double[] draws(Variable variable, int size, double deviation, long seed, int number) {
        UniformRandomProvider random = Streams.of(seed, variable.name() + " " + number);
        ZigguratSampler.NormalizedGaussian normal = ZigguratSampler.NormalizedGaussian.of(random);
        double[] values = new double[size];
        Arrays.setAll(values, i -> LOADING * deviation * normal.sample());
        return values;
    }

    /** Half of the identity for matrices, else of 1. */
    private static double[] persistence(Variable variable, int size) {
        double[] values = new double[size];
        boolean square = variable.shape().rank() == 2;
        int n = square ? variable.shape().dim(1).size() : 1;
        int event = variable.shape().size();
        Arrays.setAll(values, i -> !square || i % event % (n + 1) == 0 ? PERSISTENCE : 0);
        return values;
    }

    private DoubleStream variances(RandomVariable observed) {
        return Arrays.stream(layout.binding().column(observed).values())
                .mapToDouble(values -> ColumnScale.of(values, layout.elementWeights(observed.axes()))
                        .variance());
    }

    /** The average standard deviation of the columns. */
    private double deviation() {
        return model.observed().stream()
                .filter(layout.binding()::has)
                .flatMapToDouble(this::variances)
                .map(Math::sqrt)
                .filter(Double::isFinite)
                .average()
                .orElse(1);
    }
}
