package org.platen.inference.vi.rule;

import org.platen.dsl.distribution.Dirichlet;
import org.platen.dsl.expr.Expr;
import org.platen.inference.vi.expectation.Expectation;

/** Dirichlet observations and priors of known concentration: Σ (concentration − 1) log x, normalised. */
final class DirichletDensity implements ExpectedDensity<Dirichlet> {

    @Override
    public Class<Dirichlet> family() {
        return Dirichlet.class;
    }

    @Override
    public Expr of(Dirichlet density, Expr x, Expectation expectation) {
        Expr concentration = expectation.known("concentration", density.concentration());
        return expectation.timesLog(concentration.minus(1), x).sum().minus(density.logNormaliser());
    }
}
