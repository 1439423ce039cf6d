package org.platen.inference.vi.rule;

import org.platen.dsl.distribution.Distribution;
import org.platen.dsl.expr.Expr;
import org.platen.inference.vi.expectation.Expectation;

/**
 * The expected log density of one family, Σ E ηᵢ · E Tᵢ − E A + E log h, written without distinctions of cases: data were checked when they were bound.
 *
 * @param <D> the family
 */
interface ExpectedDensity<D extends Distribution> {

    /** The family. */
    Class<D> family();

    /**
     * The expected log density at {@code x}, with one term for each independent entry.
     *
     * @param x a variable, random or not
     * @throws org.platen.inference.vi.expectation.NotConjugate when it is no expression of expected statistics
     */
    Expr of(D density, Expr x, Expectation expectation);
}
