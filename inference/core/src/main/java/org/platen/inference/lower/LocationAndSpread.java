package org.platen.inference.lower;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.platen.dsl.distribution.Cauchy;
import org.platen.dsl.distribution.Distribution;
import org.platen.dsl.distribution.Laplace;
import org.platen.dsl.distribution.LogNormal;
import org.platen.dsl.distribution.Logistic;
import org.platen.dsl.distribution.MultivariateNormal;
import org.platen.dsl.distribution.MultivariateStudentT;
import org.platen.dsl.distribution.Normal;
import org.platen.dsl.distribution.StudentT;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.model.Model;
import org.platen.dsl.model.Variable;

/**
 * The arguments of a family whose density grows without bound where the spread shrinks onto the location.
 *
 * @param kind how the spread is given
 * @param ofLogs whether location and spread are those of log x
 */
public record LocationAndSpread(Expr location, Expr spread, ScaledSpread kind, boolean ofLogs) {

    public static Optional<LocationAndSpread> of(Distribution distribution) {
        if (distribution instanceof Normal family) {
            return scale(family.mean(), family.scale(), false);
        } else if (distribution instanceof LogNormal family) {
            return scale(family.location(), family.scale(), true);
        } else if (distribution instanceof StudentT family) {
            return scale(family.location(), family.scale(), false);
        } else if (distribution instanceof Laplace family) {
            return scale(family.location(), family.scale(), false);
        } else if (distribution instanceof Logistic family) {
            return scale(family.location(), family.scale(), false);
        } else if (distribution instanceof Cauchy family) {
            return scale(family.location(), family.scale(), false);
        } else if (distribution instanceof MultivariateNormal family) {
            return matrix(family.mean(), family.spread(), family.form());
        } else if (distribution instanceof MultivariateStudentT family) {
            return matrix(family.location(), family.scale(), family.form());
        }
        return Optional.empty();
    }

    /** Whether the location depends on nothing that is unknown. */
    public boolean isAtKnownLocation(Model model) {
        List<Variable> unknown = new ArrayList<>(model.parameters());
        unknown.addAll(model.latents());
        return !new Affine(model, unknown).mentions(location);
    }

    private static Optional<LocationAndSpread> scale(Expr location, Expr scale, boolean ofLogs) {
        return Optional.of(new LocationAndSpread(location, scale, ScaledSpread.SCALE, ofLogs));
    }

    private static Optional<LocationAndSpread> matrix(Expr location, Expr spread, MultivariateNormal.Form form) {
        ScaledSpread kind = switch (form) {
            case COVARIANCE -> ScaledSpread.COVARIANCE;
            case PRECISION -> ScaledSpread.PRECISION;
            case CHOLESKY -> ScaledSpread.CHOLESKY;
            case DIAGONAL -> ScaledSpread.VARIANCE;
        };
        return Optional.of(new LocationAndSpread(location, spread, kind, false));
    }
}
