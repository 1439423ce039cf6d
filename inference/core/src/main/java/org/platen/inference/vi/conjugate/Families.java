package org.platen.inference.vi.conjugate;

import java.util.Optional;
import org.platen.dsl.distribution.Beta;
import org.platen.dsl.distribution.ChiSquared;
import org.platen.dsl.distribution.Dirichlet;
import org.platen.dsl.distribution.Distribution;
import org.platen.dsl.distribution.Exponential;
import org.platen.dsl.distribution.Flat;
import org.platen.dsl.distribution.Gamma;
import org.platen.dsl.distribution.InverseGamma;
import org.platen.dsl.distribution.InverseWishart;
import org.platen.dsl.distribution.MultivariateNormal;
import org.platen.dsl.distribution.Normal;
import org.platen.dsl.distribution.Uniform;
import org.platen.dsl.distribution.Wishart;
import org.platen.dsl.expr.Constant;
import org.platen.dsl.expr.Expr;
import org.platen.inference.vi.factor.BetaFactor;
import org.platen.inference.vi.factor.DirichletFactor;
import org.platen.inference.vi.factor.FactorFamily;
import org.platen.inference.vi.factor.GammaFactor;
import org.platen.inference.vi.factor.InverseGammaFactor;
import org.platen.inference.vi.factor.InverseWishartFactor;
import org.platen.inference.vi.factor.MultivariateNormalFactor;
import org.platen.inference.vi.factor.NormalFactor;
import org.platen.inference.vi.factor.WishartFactor;

/** The family of a variable's factor, by its prior: the one that its conditional distribution is in where everything is conjugate. */
final class Families {

    private Families() {}

    /** The family; nothing where the prior is of no family that conditional distributions stay in. */
    static Optional<FactorFamily> of(Distribution prior) {
        int size = prior.eventShape().size();
        int rank = prior.eventShape().rank();
        if (prior instanceof Normal || prior instanceof Flat || prior instanceof MultivariateNormal) {
            return switch (rank) {
                case 0 -> Optional.of(new NormalFactor());
                case 1 -> Optional.of(new MultivariateNormalFactor(size));
                default -> Optional.empty();
            };
        } else if (prior instanceof Gamma || prior instanceof Exponential || prior instanceof ChiSquared) {
            return Optional.of(new GammaFactor());
        } else if (prior instanceof InverseGamma) {
            return Optional.of(new InverseGammaFactor());
        } else if (prior instanceof Beta || prior instanceof Uniform uniform && isUnitInterval(uniform)) {
            return Optional.of(new BetaFactor());
        } else if (prior instanceof Dirichlet) {
            return Optional.of(new DirichletFactor(size));
        } else if (prior instanceof Wishart) {
            return Optional.of(new WishartFactor(prior.eventShape().dim(0).size()));
        } else if (prior instanceof InverseWishart) {
            return Optional.of(
                    new InverseWishartFactor(prior.eventShape().dim(0).size()));
        }
        return Optional.empty();
    }

    private static boolean isUnitInterval(Uniform uniform) {
        return isAll(uniform.lower(), 0) && isAll(uniform.upper(), 1);
    }

    private static boolean isAll(Expr expr, double value) {
        return expr instanceof Constant constant && constant.isAll(value);
    }
}
