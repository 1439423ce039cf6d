package org.platen.inference.em.rule;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.platen.dsl.distribution.Beta;
import org.platen.dsl.distribution.Distribution;
import org.platen.dsl.distribution.Gamma;
import org.platen.dsl.expr.Binary;
import org.platen.dsl.expr.BinaryFunction;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.model.RandomVariable;
import org.platen.dsl.model.Variable;
import org.platen.inference.lower.Term;
import org.platen.inference.lower.Value;

/**
 * Parameters whose log likelihood is a log θ + (b − a) log(1 − θ), or a log θ − b θ, in expected sums a and b: the most likely value is a / b; a Beta or a
 * Gamma prior adds to both sums (Bishop 2006, equations 2.20 and 2.150).
 */
public final class RatioRule implements Rule {

    private final String name;
    private final List<RatioFamily> families;
    private final boolean probability;

    private RatioRule(String name, boolean probability, List<RatioFamily> families) {
        this.name = name;
        this.probability = probability;
        this.families = families;
    }

    /** Probabilities of Bernoulli, Binomial and Geometric variables. */
    public static RatioRule probability() {
        return new RatioRule(
                "success probability",
                true,
                List.of(new BernoulliProbability(), new BinomialProbability(), new GeometricProbability()));
    }

    /** Rates of Poisson, Exponential and Gamma variables, also times a known exposure. */
    public static RatioRule rate() {
        return new RatioRule("rate", false, List.of(new PoissonRate(), new ExponentialRate(), new GammaRate()));
    }

    private record Use(String above, String below, int[] entries) {}

    private record Prior(Spread above, Spread below) {}

    /** The lookup of a parameter and what it is multiplied by. */
    private record Scaled(Read read, @Nullable Expr exposure) {}

    @Override
    public String name() {
        return name;
    }

    @Override
    public Optional<Update> match(Variable target, List<Term> users, Workbench workbench) {
        Prior prior = null;
        if (target instanceof RandomVariable random) {
            prior = prior(random, workbench);
            if (prior == null) {
                return Optional.empty();
            }
        }
        List<Use> uses = Uses.all(users, user -> use(target, user, workbench));
        if (uses == null) {
            return Optional.empty();
        }
        Prior own = prior;
        String self = workbench.argument(target);
        return uses.isEmpty() ? Optional.empty() : Optional.of(numbers -> next(uses, own, numbers, self));
    }

    private @Nullable Prior prior(RandomVariable target, Workbench workbench) {
        Cell cell = new Cell(target.axes(), Map.of(), target.shape());
        Optional<Spread> above = Optional.empty();
        Optional<Spread> below = Optional.empty();
        if (probability && target.distribution() instanceof Beta beta) {
            above = workbench.argument(cell, beta.a().minus(1));
            below = workbench.argument(cell, beta.a().plus(beta.b()).minus(2));
        } else if (!probability && target.distribution() instanceof Gamma gamma) {
            above = workbench.argument(cell, gamma.shape().minus(1));
            below = workbench.argument(cell, gamma.rate());
        }
        return above.isPresent() && below.isPresent() ? new Prior(above.get(), below.get()) : null;
    }

    private @Nullable Use use(Variable target, Term user, Workbench workbench) {
        Distribution distribution = user.distribution();
        for (RatioFamily family : families) {
            Expr parameter = family.parameter(distribution);
            if (parameter == null || mentionedElsewhere(distribution, parameter, target)) {
                continue;
            }
            Scaled scaled = scaled(parameter, target, workbench);
            Cell cell = scaled == null
                    ? null
                    : Cell.of(List.of(scaled.read), user.shape()).orElse(null);
            if (scaled == null || cell == null) {
                return null;
            }
            Value x = workbench.value(user);
            Value weight = workbench.weight(user);
            Value below = family.below(distribution, x, workbench);
            if (scaled.exposure != null) {
                below = workbench.scope().times(below, workbench.value(scaled.exposure));
            }
            return new Use(
                    workbench.sum(cell, weight, family.above(distribution, x, workbench)),
                    workbench.sum(cell, weight, below),
                    workbench.entries(cell, target));
        }
        return null;
    }

    private static boolean mentionedElsewhere(Distribution distribution, Expr parameter, Variable target) {
        return distribution.arguments().stream()
                .anyMatch(argument -> argument.value() != parameter && Users.mentions(argument.value(), target));
    }

    private @Nullable Scaled scaled(Expr parameter, Variable target, Workbench workbench) {
        Optional<Read> plain = Read.of(parameter).filter(read -> read.target() == target);
        if (plain.isPresent()) {
            return new Scaled(plain.get(), null);
        }
        if (!probability && parameter instanceof Binary product && product.function() == BinaryFunction.MULTIPLY) {
            Optional<Read> left = Read.of(product.left()).filter(read -> read.target() == target);
            Optional<Read> right = Read.of(product.right()).filter(read -> read.target() == target);
            if (left.isPresent() && !workbench.dependsOnEstimated(product.right())) {
                return new Scaled(left.get(), product.right());
            }
            if (right.isPresent() && !workbench.dependsOnEstimated(product.left())) {
                return new Scaled(right.get(), product.left());
            }
        }
        return null;
    }

    private static double[] next(List<Use> uses, @Nullable Prior prior, Numbers numbers, String self) {
        double[] next = numbers.now(self).clone();
        double[] above = prior == null ? new double[next.length] : prior.above.now(numbers);
        double[] below = prior == null ? new double[next.length] : prior.below.now(numbers);
        for (Use use : uses) {
            double[] a = numbers.statistic(use.above);
            double[] b = numbers.statistic(use.below);
            for (int i = 0; i < a.length; i++) {
                above[use.entries[i]] += a[i];
                below[use.entries[i]] += b[i];
            }
        }
        for (int i = 0; i < next.length; i++) {
            if (below[i] > 0) {
                next[i] = Math.max(0, above[i]) / below[i];
            }
        }
        return next;
    }
}
