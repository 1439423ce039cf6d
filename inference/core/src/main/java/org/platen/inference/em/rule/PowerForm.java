package org.platen.inference.em.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.platen.dsl.expr.Binary;
import org.platen.dsl.expr.BinaryFunction;
import org.platen.dsl.expr.Constant;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.expr.Unary;
import org.platen.dsl.model.Deterministic;
import org.platen.dsl.model.Variable;

/**
 * An expression of the form k · Tᵉ, with T a variable that is looked up: a variance, a standard deviation, a precision, or one of them scaled.
 *
 * @param lookup of T
 * @param exponent e
 * @param factors expressions whose powers multiply to k
 */
record PowerForm(Expr lookup, double exponent, List<Power> factors) {

    /** An expression to some power. */
    record Power(Expr base, double exponent) {}

    /** The form of {@code expr} to the power {@code outer}, if it is one in {@code target} and nothing else in it depends on {@code target}. */
    static Optional<PowerForm> of(Expr expr, double outer, Variable target) {
        Predicate<Expr> isWhole = part -> isLookup(part, target) || !Users.mentions(part, target);
        List<Power> powers = factors(expr, outer, isWhole);
        List<Power> own = powers.stream()
                .filter(power -> Users.mentions(power.base, target))
                .toList();
        if (own.size() != 1 || !isLookup(own.get(0).base, target)) {
            return Optional.empty();
        }
        List<Power> others =
                powers.stream().filter(power -> power != own.get(0)).toList();
        return Optional.of(new PowerForm(own.get(0).base, own.get(0).exponent, others));
    }

    private static boolean isLookup(Expr expr, Variable target) {
        return Read.of(expr).filter(read -> read.target() == target).isPresent();
    }

    /** Powers whose product is {@code expr} to the power {@code outer}; what is whole, or no product or power, stays in one piece. */
    static List<Power> factors(Expr expr, double outer, Predicate<Expr> isWhole) {
        List<Power> powers = new ArrayList<>();
        collect(expr, outer, isWhole, powers);
        return powers;
    }

    private static void collect(Expr expr, double outer, Predicate<Expr> isWhole, List<Power> powers) {
        if (isWhole.test(expr)) {
            powers.add(new Power(expr, outer));
        } else if (expr instanceof Deterministic deterministic) {
            collect(deterministic.value(), outer, isWhole, powers);
        } else if (expr instanceof Unary unary) {
            switch (unary.function()) {
                case SQRT -> collect(unary.x(), 0.5 * outer, isWhole, powers);
                case SQUARE -> collect(unary.x(), 2 * outer, isWhole, powers);
                case RECIPROCAL -> collect(unary.x(), -outer, isWhole, powers);
                default -> powers.add(new Power(expr, outer));
            }
        } else if (expr instanceof Binary binary) {
            collect(binary, outer, isWhole, powers);
        } else {
            powers.add(new Power(expr, outer));
        }
    }

    private static void collect(Binary binary, double outer, Predicate<Expr> isWhole, List<Power> powers) {
        BinaryFunction function = binary.function();
        if (function == BinaryFunction.MULTIPLY || function == BinaryFunction.DIVIDE) {
            collect(binary.left(), outer, isWhole, powers);
            collect(binary.right(), function == BinaryFunction.MULTIPLY ? outer : -outer, isWhole, powers);
        } else if (function == BinaryFunction.POWER
                && binary.right() instanceof Constant constant
                && constant.values().length == 1) {
            collect(binary.left(), outer * constant.values()[0], isWhole, powers);
        } else {
            powers.add(new Power(binary, outer));
        }
    }

    /** Whether T is looked up by an index. */
    boolean isIndexed() {
        return Read.of(lookup).filter(read -> !read.by().isEmpty()).isPresent();
    }

    /** k at the entries of a cell; empty when a factor of it varies along something else. */
    Optional<List<SpreadPower>> coefficient(Cell cell, Workbench workbench) {
        return coefficient(factors, cell, workbench);
    }

    /** A product of powers at the entries of a cell; empty when a factor varies along something else. */
    static Optional<List<SpreadPower>> coefficient(List<Power> factors, Cell cell, Workbench workbench) {
        List<SpreadPower> spreads = new ArrayList<>();
        for (Power factor : factors) {
            Optional<Spread> spread = Cells.argument(workbench, cell, factor.base);
            if (spread.isEmpty()) {
                return Optional.empty();
            }
            spreads.add(new SpreadPower(spread.get(), factor.exponent));
        }
        return Optional.of(spreads);
    }

    /** A factor of k at the entries of a cell. */
    record SpreadPower(Spread base, double exponent) {}

    /** k at this moment's estimates, for each of {@code size} entries. */
    static double[] product(List<SpreadPower> powers, Numbers numbers, int size) {
        double[] product = new double[size];
        java.util.Arrays.fill(product, 1);
        for (SpreadPower power : powers) {
            double[] base = power.base.now(numbers);
            for (int i = 0; i < size; i++) {
                product[i] *= Math.pow(base[i], power.exponent);
            }
        }
        return product;
    }
}
