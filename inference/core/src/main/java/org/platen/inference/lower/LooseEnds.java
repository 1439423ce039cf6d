package org.platen.inference.lower;

import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.expr.Index;
import org.platen.dsl.expr.PlateReduce;
import org.platen.dsl.expr.Rename;
import org.platen.dsl.expr.Stack;
import org.platen.dsl.expr.Visited;
import org.platen.dsl.model.Deterministic;
import org.platen.dsl.model.Markov;
import org.platen.dsl.model.Model;
import org.platen.dsl.model.RandomVariable;
import org.platen.dsl.shape.Axis;
import org.platen.inference.data.Binding;
import org.platen.inference.data.Column;

/**
 * Missing values that nothing known depends on, such as the last of a chain: their densities integrate to one, so that they can be left out, whatever their
 * family. Where it cannot be told easily, they count as needed.
 *
 * @param model tells what depends on what
 * @param binding tells what is missing
 */
record LooseEnds(Model model, Binding binding) {

    /** Whether all missing values of an observed variable are such. */
    boolean areAll(RandomVariable observed) {
        Column column = binding.columns().get(observed);
        if (column == null || column.hasPartlyMissingEvents() || !endsItsChains(observed, column)) {
            return false;
        }
        Affine values = new Affine(model, List.of(observed));
        Affine withPrevious = GaussianGroup.affine(model, List.of(observed));
        return Term.of(model).stream()
                .filter(term -> term.variable() != observed && GaussianGroup.isIn(term, withPrevious))
                .allMatch(term -> readsInPlace(term, values, withPrevious) && isMissingWith(term.variable(), observed));
    }

    /** Whether what follows a missing value on its chain is missing, too. */
    private boolean endsItsChains(RandomVariable variable, Column column) {
        if (!(variable.distribution() instanceof Markov markov)) {
            return true;
        }
        int length = binding.size(markov.chain());
        int stride = stride(variable, markov.chain().axis());
        double[] values = column.values()[0];
        for (int i = 0; i < values.length; i++) {
            boolean last = i / stride % length == length - 1;
            if (Double.isNaN(values[i]) && !last && !Double.isNaN(values[i + stride])) {
                return false;
            }
        }
        return true;
    }

    /** Whether a term depends on the value of its own element alone. */
    private static boolean readsInPlace(Term term, Affine values, Affine withPrevious) {
        return term.distribution().arguments().stream()
                .allMatch(argument -> readsInPlace(argument.value(), values, withPrevious, new Visited()));
    }

    private static boolean readsInPlace(Expr expr, Affine values, Affine withPrevious, Visited visited) {
        if (!visited.first(expr) || values.symbols().contains(expr) || !withPrevious.mentions(expr)) {
            return true;
        } else if (expr instanceof Rename || expr instanceof PlateReduce || expr instanceof Stack) {
            return false;
        } else if (expr instanceof Index index) {
            return !withPrevious.mentions(index.x()) && readsInPlace(index.by(), values, withPrevious, visited);
        } else if (expr instanceof Deterministic deterministic) {
            return readsInPlace(deterministic.value(), values, withPrevious, visited);
        }
        return !expr.children().isEmpty()
                && expr.children().stream().allMatch(child -> readsInPlace(child, values, withPrevious, visited));
    }

    /** Whether a variable is missing wherever what it depends on is, and nothing known depends on it in turn. */
    private boolean isMissingWith(RandomVariable dependent, RandomVariable observed) {
        Column column = binding.columns().get(dependent);
        if (!dependent.isObserved() || column == null || !dependent.axes().containsAll(observed.axes())) {
            return false;
        }
        double[] own = column.values()[0];
        double[] parents =
                Objects.requireNonNull(binding.columns().get(observed)).values()[0];
        int[] parent = parents(dependent, observed);
        for (int i = 0; i < own.length; i++) {
            if (Double.isNaN(parents[parent[i]]) && !Double.isNaN(own[i])) {
                return false;
            }
        }
        return areAll(dependent);
    }

    /** For each element of a variable, the element of another that shares its place on the other's axes. */
    private int[] parents(RandomVariable dependent, RandomVariable observed) {
        int[] parents = {0};
        for (Axis axis : dependent.axes()) {
            int size = binding.size(axis.plate());
            int stride = observed.axes().contains(axis) ? stride(observed, axis) : 0;
            int[] outer = parents;
            parents = IntStream.range(0, outer.length * size)
                    .map(i -> outer[i / size] + i % size * stride)
                    .toArray();
        }
        return parents;
    }

    /** How far apart elements are that follow each other along an axis. */
    private int stride(RandomVariable variable, Axis axis) {
        List<Axis> axes = List.copyOf(variable.axes());
        return axes.subList(axes.indexOf(axis) + 1, axes.size()).stream()
                .mapToInt(inner -> binding.size(inner.plate()))
                .reduce(1, (a, b) -> a * b);
    }
}
