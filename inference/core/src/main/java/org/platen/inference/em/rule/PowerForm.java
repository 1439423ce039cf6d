package org.platen.inference.em.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.platen.dsl.expr.Binary;
import org.platen.dsl.expr.Constant;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.expr.Unary;
import org.platen.dsl.model.Variable;

/**
 * An expression of the form k · Tᵉ, with T a variable that is looked up: a variance, a standard deviation, a precision, or one of them scaled.
 *
 * @param read the lookup of T
 * @param exponent e
 * @param factors expressions whose powers multiply to k
 */
record PowerForm(Read read, double exponent, List<Power> factors) {

    /** An expression to some power. */
    record Power(Expr base, double exponent) {}

    /** The form of {@code expr} to the power {@code outer}, if it is one in {@code target} and nothing else in it depends on {@code target}. */
    static Optional<PowerForm> of(Expr expr, double outer, Variable target) {
        List<Power> factors = new ArrayList<>();
        List<PowerForm> found = new ArrayList<>();
        boolean fits = collect(expr, outer, target, factors, found);
        return fits && found.size() == 1
                ? Optional.of(new PowerForm(found.get(0).read, found.get(0).exponent, List.copyOf(factors)))
                : Optional.empty();
    }

    private static boolean collect(
            Expr expr, double outer, Variable target, List<Power> factors, List<PowerForm> found) {
        Optional<Read> read = Read.of(expr);
        if (read.isPresent() && read.get().target() == target) {
            found.add(new PowerForm(read.get(), outer, List.of()));
            return true;
        }
        if (!Users.mentions(expr, target)) {
            factors.add(new Power(expr, outer));
            return true;
        }
        if (expr instanceof Unary unary) {
            return switch (unary.function()) {
                case SQRT -> collect(unary.x(), 0.5 * outer, target, factors, found);
                case SQUARE -> collect(unary.x(), 2 * outer, target, factors, found);
                case RECIPROCAL -> collect(unary.x(), -outer, target, factors, found);
                default -> false;
            };
        }
        if (expr instanceof Binary binary) {
            return switch (binary.function()) {
                case MULTIPLY ->
                    collect(binary.left(), outer, target, factors, found)
                            && collect(binary.right(), outer, target, factors, found);
                case DIVIDE ->
                    collect(binary.left(), outer, target, factors, found)
                            && collect(binary.right(), -outer, target, factors, found);
                case POWER ->
                    binary.right() instanceof Constant constant
                            && constant.values().length == 1
                            && collect(binary.left(), outer * constant.values()[0], target, factors, found);
                default -> false;
            };
        }
        return false;
    }

    /** k at the entries of a cell; empty when a factor of it varies along something else. */
    Optional<List<SpreadPower>> coefficient(Cell cell, Workbench workbench) {
        List<SpreadPower> spreads = new ArrayList<>();
        for (Power factor : factors) {
            Optional<Spread> spread = workbench.argument(cell, factor.base);
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
