package org.platen.inference.vi.expectation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.platen.dsl.expr.Binary;
import org.platen.dsl.expr.BinaryFunction;
import org.platen.dsl.expr.Constant;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.expr.Expressions;
import org.platen.dsl.expr.Unary;
import org.platen.dsl.model.RandomVariable;
import org.platen.inference.vi.factor.Statistic;

/** A product of powers of what is known and of values of variables, or of one less such a value. */
final class PowerProduct {

    private final Factors factors;
    private final Expr whole;
    private final List<Expr> known = new ArrayList<>();
    private final List<Power> knownPowers = new ArrayList<>();
    private final Map<Expr, Double> random = new LinkedHashMap<>();

    /** @throws NotConjugate when something else than values of variables, and one less them, is random in a factor */
    PowerProduct(Factors factors, Expr whole, double exponent) {
        this.factors = factors;
        this.whole = whole;
        for (Power power : factors(factors, whole, exponent)) {
            if (!factors.areIn(power.base())) {
                knownPowers.add(power);
                known.add(power.value());
            } else {
                random.merge(value(factors, power.base()), power.exponent(), Double::sum);
            }
        }
    }

    /** The expectation. */
    Expr expectation() {
        Expr product = Linear.ONE;
        for (Expr factor : known) {
            product = Linear.times(product, factor);
        }
        Map<RandomVariable, Expr> reads = new LinkedHashMap<>();
        for (Map.Entry<Expr, Double> one : random.entrySet()) {
            Expr read = one.getKey();
            RandomVariable variable = variable(read);
            if (reads.put(variable, read) != null) {
                throw new NotConjugate(
                        Set.of(variable), "two elements of '" + variable.name() + "' are multiplied in " + whole);
            }
            if (one.getValue() != 0) {
                product = Linear.times(product, power(read, variable, one.getValue()));
            }
        }
        return product;
    }

    private Expr power(Expr read, RandomVariable variable, double exponent) {
        Statistic statistic = exponent == 1 ? Statistic.MEAN : exponent == -1 ? Statistic.RECIPROCAL : null;
        if (statistic == null || isComplement(read) || factors.moment(variable, statistic) == null) {
            String power = isComplement(read) || exponent != 1 ? " to the power " + exponent : "";
            throw new NotConjugate(
                    Set.of(variable),
                    "'" + variable.name() + "' is " + variable.distribution().family() + " and enters as " + read
                            + power);
        }
        return factors.with(statistic, read);
    }

    /** c times the expected logarithm. */
    Expr timesLog(Expr c) {
        Expr sum = null;
        for (Power power : knownPowers) {
            sum = plus(sum, Linear.times(Constant.of(power.exponent()), Expressions.xLogY(c, power.base())));
        }
        for (Map.Entry<Expr, Double> one : random.entrySet()) {
            Expr log = log(one.getKey());
            sum = plus(sum, Linear.times(Linear.times(Constant.of(one.getValue()), c), log));
        }
        return sum == null ? Constant.of(0) : sum;
    }

    private static Expr plus(@Nullable Expr sum, Expr term) {
        return sum == null ? term : sum.plus(term);
    }

    private Expr log(Expr value) {
        boolean complement = isComplement(value);
        Expr read = complement ? ((Binary) value).right() : value;
        Statistic statistic = complement ? Statistic.LOG_COMPLEMENT : Statistic.LOG;
        RandomVariable variable = variable(read);
        if (factors.moment(variable, statistic) == null) {
            throw new NotConjugate(
                    Set.of(variable),
                    "'" + variable.name() + "' is " + variable.distribution().family() + " and the logarithm of "
                            + value + " is taken");
        }
        return factors.with(statistic, read);
    }

    private RandomVariable variable(Expr read) {
        return factors.readBy(read).iterator().next();
    }

    /** A random factor as a value of a variable, or as one less such a value. */
    private static Expr value(Factors factors, Expr base) {
        if (factors.isRead(base)) {
            return base;
        }
        Expr read = complementOf(factors, base);
        if (read != null && factors.isRead(read)) {
            return complement(read);
        }
        Set<RandomVariable> random = factors.readBy(base);
        throw new NotConjugate(random, base + " is no product of powers of " + Names.of(random));
    }

    /** The y of 1 − y, or null. */
    static @Nullable Expr complementOf(Factors factors, Expr expr) {
        return factors.plain(expr) instanceof Binary binary
                        && binary.function() == BinaryFunction.SUBTRACT
                        && Linear.isOne(binary.left())
                ? factors.plain(binary.right())
                : null;
    }

    private static Expr complement(Expr read) {
        return Constant.of(1).minus(read);
    }

    /** The p of r (1 − p) / p. */
    static Expr successOfOdds(Factors factors, Expr mean, Expr r) {
        PowerProduct odds = new PowerProduct(factors, mean, 1);
        Expr p = null;
        boolean failure = false;
        for (Map.Entry<Expr, Double> one : odds.random.entrySet()) {
            if (isComplement(one.getKey())) {
                failure = one.getValue() == 1;
            } else if (one.getValue() == -1) {
                p = one.getKey();
            }
        }
        boolean isForm = p != null
                && failure
                && odds.random.containsKey(complement(p))
                && odds.random.size() == 2
                && odds.known.equals(List.of(factors.plain(r)));
        if (p == null || !isForm) {
            throw new NotConjugate(
                    factors.readBy(mean),
                    mean + " is not " + r + " (1 - p) / p, the mean of a negative binomial with success probability p");
        }
        return p;
    }

    private static boolean isComplement(Expr value) {
        return value instanceof Binary;
    }

    /** Powers whose product is {@code expr} to the power {@code outer}; what is known, or no product or power, stays in one piece. */
    static List<Power> factors(Factors factors, Expr expr, double outer) {
        List<Power> powers = new ArrayList<>();
        collect(factors, expr, outer, powers);
        return powers;
    }

    private static void collect(Factors factors, Expr expr, double outer, List<Power> powers) {
        Expr plain = factors.plain(expr);
        if (!factors.areIn(plain)) {
            powers.add(new Power(plain, outer));
        } else if (plain instanceof Unary unary) {
            switch (unary.function()) {
                case SQRT -> collect(factors, unary.x(), 0.5 * outer, powers);
                case SQUARE -> collect(factors, unary.x(), 2 * outer, powers);
                case RECIPROCAL -> collect(factors, unary.x(), -outer, powers);
                default -> powers.add(new Power(plain, outer));
            }
        } else if (plain instanceof Binary binary) {
            collect(factors, binary, outer, powers);
        } else {
            powers.add(new Power(plain, outer));
        }
    }

    private static void collect(Factors factors, Binary binary, double outer, List<Power> powers) {
        BinaryFunction function = binary.function();
        if (function == BinaryFunction.MULTIPLY || function == BinaryFunction.DIVIDE) {
            collect(factors, binary.left(), outer, powers);
            collect(factors, binary.right(), function == BinaryFunction.MULTIPLY ? outer : -outer, powers);
        } else if (function == BinaryFunction.POWER
                && binary.right() instanceof Constant constant
                && constant.values().length == 1) {
            collect(factors, binary.left(), outer * constant.values()[0], powers);
        } else {
            powers.add(new Power(binary, outer));
        }
    }
}
