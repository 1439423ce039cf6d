package org.platen.inference.amortized;

import java.util.Optional;
import org.platen.dsl.distribution.Distribution;
import org.platen.dsl.distribution.LogNormal;
import org.platen.dsl.distribution.Normal;
import org.platen.dsl.expr.Expr;

/** The divergence KL(q ‖ p) in closed form, one number for each independent entry. */
final class KullbackLeibler {

    private KullbackLeibler() {}

    /** Where both are of one family whose divergence is known; independent entries only. */
    static Optional<Expr> of(Distribution q, Distribution p) {
        if (q instanceof Normal a && p instanceof Normal b) {
            return Optional.of(normal(a.mean(), a.scale(), b.mean(), b.scale()));
        } else if (q instanceof LogNormal a && p instanceof LogNormal b) {
            return Optional.of(normal(
                    a.arguments().get(0).value(),
                    a.arguments().get(1).value(),
                    b.arguments().get(0).value(),
                    b.arguments().get(1).value()));
        }
        return Optional.empty();
    }

    /** log(σₚ/σ_q) + (σ_q² + (μ_q − μₚ)²) / (2 σₚ²) − ½ (Kingma and Welling 2014, appendix B). */
    private static Expr normal(Expr meanQ, Expr scaleQ, Expr meanP, Expr scaleP) {
        Expr spread = scaleQ.dividedBy(scaleP).squared();
        Expr distance = meanQ.minus(meanP).dividedBy(scaleP).squared();
        return spread.plus(distance).minus(1).times(0.5).minus(scaleQ.log()).plus(scaleP.log());
    }
}
