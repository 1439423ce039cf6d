package org.platen.inference.em;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.platen.dsl.distribution.Beta;
import org.platen.dsl.distribution.Dirichlet;
import org.platen.dsl.distribution.Distribution;
import org.platen.dsl.distribution.Support;
import org.platen.dsl.expr.Constant;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.model.RandomVariable;
import org.platen.dsl.shape.Plate;

/** Which latent variables exact EM can sum out or estimate, and what would do for the others. */
final class Latents {

    private Latents() {}

    /** Why {@code latent} stops the engine, or null when it does not. */
    static @Nullable String obstacle(RandomVariable latent, Overrides overrides) {
        String name = "'" + latent.name() + "'";
        return latent.isDiscrete()
                ? discrete(latent, name, overrides.maximised().contains(latent.name()))
                : continuous(latent, name, overrides);
    }

    private static @Nullable String discrete(RandomVariable latent, String name, boolean maximised) {
        Support support = latent.distribution().support();
        if (maximised) {
            return name
                    + " is discrete, and only continuous variables are estimated at their mode. Leave out maximise(\""
                    + latent.name()
                    + "\"): it is summed out exactly, and assignments(…) gives its most probable values.";
        }
        if (support instanceof Support.OneHot) {
            return null;
        }
        if (!(support instanceof Support.Integers integers) || !integers.isFinite()) {
            return name + " is discrete with "
                    + (support instanceof Support.CountVector ? "vectors of counts as" : "unboundedly many")
                    + " values, which cannot be summed out. Bound it, for example by a Categorical, or use an approximate engine such as meanFieldVi.";
        }
        return latent.shape().isScalar()
                ? null
                : name
                        + " is a vector of discrete values, which is not summed out here. Declare its entries as elements of a plate: the plate crossed with "
                        + (latent.axes().isEmpty() ? "no other" : latent.axes().toString()) + ".";
    }

    /** Whether a continuous latent variable is to be integrated out: by the caller's wish, else where it lives in a data-sized plate. */
    static boolean isIntegrated(RandomVariable latent, Overrides overrides) {
        boolean inData = latent.plates().stream().anyMatch(Plate::sizedByData);
        return !latent.isDiscrete()
                && !overrides.maximised().contains(latent.name())
                && (inData || overrides.integrated().contains(latent.name()));
    }

    private static @Nullable String continuous(RandomVariable latent, String name, Overrides overrides) {
        return isIntegrated(latent, overrides) || hasMode(latent.distribution())
                ? null
                : name + " has the prior " + latent.distribution().describe()
                        + ", which grows without bound towards the edge, so there is no mode to estimate it at. Use arguments of at least 1 (1 for a flat prior,"
                        + " 1 + 1 / categories for a weak one), or an approximate engine such as meanFieldVi.";
    }

    /** Whether the density has a largest value, as far as that can be told from constants. */
    private static boolean hasMode(Distribution prior) {
        if (prior instanceof Dirichlet dirichlet) {
            return atLeastOne(dirichlet.concentration());
        }
        return !(prior instanceof Beta beta) || atLeastOne(beta.a()) && atLeastOne(beta.b());
    }

    private static boolean atLeastOne(Expr expr) {
        return !(expr instanceof Constant constant)
                || Arrays.stream(constant.values()).allMatch(value -> value >= 1);
    }
}
