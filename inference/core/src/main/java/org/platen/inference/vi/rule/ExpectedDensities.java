package org.platen.inference.vi.rule;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.platen.dsl.distribution.Distribution;
import org.platen.dsl.expr.Expr;
import org.platen.inference.vi.expectation.Expectation;
import org.platen.inference.vi.expectation.NotConjugate;

/** The expected log density of any family that there is a rule for. */
public final class ExpectedDensities {

    private static final Map<Class<?>, ExpectedDensity<?>> BY_FAMILY = List.<ExpectedDensity<?>>of(
                    new BernoulliDensity(),
                    new BetaDensity(),
                    new BinomialDensity(),
                    new CategoricalDensity(),
                    new ChiSquaredDensity(),
                    new DirichletDensity(),
                    new ExponentialDensity(),
                    new FlatDensity(),
                    new GammaDensity(),
                    new GeometricDensity(),
                    new HalfNormalDensity(),
                    new InverseGammaDensity(),
                    new InverseWishartDensity(),
                    new LogNormalDensity(),
                    new MultinomialDensity(),
                    new MultivariateNormalDensity(),
                    new NegativeBinomialDensity(),
                    new NormalDensity(),
                    new OneHotCategoricalDensity(),
                    new PoissonDensity(),
                    new UniformDensity(),
                    new WishartDensity())
            .stream()
            .collect(Collectors.toMap(ExpectedDensity::family, Function.identity()));

    private ExpectedDensities() {}

    /**
     * The expected log density at {@code x}, with one term for each independent entry.
     *
     * @throws NotConjugate when it is no expression of expected statistics
     */
    public static Expr of(Distribution density, Expr x, Expectation expectation) {
        ExpectedDensity<?> rule = BY_FAMILY.get(density.getClass());
        if (rule == null) {
            throw new NotConjugate(
                    expectation.randomIn(density, x),
                    "the expected log density of " + density.family() + " has no rule");
        }
        return of(rule, density, x, expectation);
    }

    private static <D extends Distribution> Expr of(
            ExpectedDensity<D> rule, Distribution density, Expr x, Expectation expectation) {
        return rule.of(rule.family().cast(density), x, expectation);
    }
}
