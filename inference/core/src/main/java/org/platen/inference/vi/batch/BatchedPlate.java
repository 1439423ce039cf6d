package org.platen.inference.vi.batch;

import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.platen.dsl.distribution.Argument;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.expr.PlateReduce;
import org.platen.dsl.expr.Rename;
import org.platen.dsl.expr.Stack;
import org.platen.dsl.expr.Visited;
import org.platen.dsl.model.Deterministic;
import org.platen.dsl.model.Given;
import org.platen.dsl.model.Model;
import org.platen.dsl.model.Parameter;
import org.platen.dsl.model.RandomVariable;
import org.platen.dsl.model.Variable;
import org.platen.dsl.shape.Axis;
import org.platen.dsl.shape.ModelException;
import org.platen.dsl.shape.Plate;
import org.platen.inference.data.Binding;

/**
 * A plate whose elements come in batches, with the plates whose elements come along: those that look its elements up by a known index.
 *
 * @param model of which it is a plate
 * @param plate sized by the data
 * @param inside the plate and those that come along
 */
record BatchedPlate(Model model, Plate plate, Set<Plate> inside) {

    /**
     * @throws ModelException when the elements of the plate depend on each other in a way that no batch can tell
     */
    static BatchedPlate of(Model model, Plate plate) {
        ModelException.require(
                !plate.isChain(),
                "'%s' is a chain, each instant of which depends on the one before: it has no batches. Take batches of a plate that it is nested in.",
                plate.name());
        ModelException.require(
                plate.sizedByData(),
                "plate '%s' is declared with %d elements and has no batches: declare it without a size",
                plate.name(),
                plate.size());
        Set<Plate> inside = new LinkedHashSet<>(Set.of(plate));
        for (boolean grows = true; grows; ) {
            grows = false;
            for (Given given : model.givens()) {
                if (inside.contains(given.covariate().indexed())) {
                    grows |=
                            inside.addAll(given.axes().stream().map(Axis::plate).toList());
                }
            }
        }
        BatchedPlate batched = new BatchedPlate(model, plate, inside);
        batched.check();
        return batched;
    }

    /** Whether something differs between the elements of the plate. */
    boolean has(Collection<Axis> axes) {
        return axes.stream().anyMatch(this::has);
    }

    private boolean has(Axis axis) {
        return inside.contains(axis.plate());
    }

    /** Whether a variable differs between the elements of the plate. */
    boolean has(Variable variable) {
        return has(variable.axes());
    }

    private void check() {
        for (RandomVariable variable : model.factors()) {
            ModelException.require(
                    variable.axes().stream().filter(this::has).count() <= 1,
                    "'%s' lives in %s, of which a batch of plate '%s' holds some pairs only and others never: fit all data at once",
                    variable.name(),
                    variable.axes(),
                    plate.name());
        }
        for (Parameter parameter : model.parameters()) {
            ModelException.require(
                    !has(parameter),
                    "parameter '%s' lives in plate '%s', which comes in batches: only what has a prior has a posterior in each of them. Declare it latent.",
                    parameter.name(),
                    plate.name());
        }
        Visited visited = new Visited();
        for (RandomVariable variable : model.factors()) {
            variable.distribution().arguments().stream()
                    .map(Argument::value)
                    .forEach(argument -> check(argument, variable, visited));
        }
    }

    private void check(Expr expr, RandomVariable variable, Visited visited) {
        if (!visited.first(expr)) {
            return;
        }
        Axis whole = expr instanceof PlateReduce reduce
                ? reduce.axis()
                : expr instanceof Stack stack ? stack.axis() : expr instanceof Rename rename ? rename.from() : null;
        ModelException.require(
                whole == null || !inside.contains(whole.plate()),
                "'%s' depends on all elements of plate '%s' at once, which batches of '%s' do not hold: fit all data at once",
                variable.name(),
                whole == null ? "" : whole.plate().name(),
                plate.name());
        if (expr instanceof Deterministic deterministic) {
            check(deterministic.value(), variable, visited);
        }
        expr.children().forEach(child -> check(child, variable, visited));
    }

    /** For each element of a variable of the plate, row-major over its axes, which element of the plate it belongs to. */
    int[] owners(Variable variable, Binding binding) {
        Axis axis = variable.axes().stream()
                .filter(own -> inside.contains(own.plate()))
                .findFirst()
                .orElseThrow();
        int[] ofPlate = owners(axis.plate(), binding);
        int stride = 1;
        int elements = 1;
        boolean behind = false;
        for (Axis own : variable.axes()) {
            int size = binding.size(own.plate());
            elements *= size;
            stride *= behind ? size : 1;
            behind |= own.equals(axis);
        }
        int[] owners = new int[elements];
        int inner = stride;
        Arrays.setAll(owners, element -> ofPlate[element / inner % ofPlate.length]);
        return owners;
    }

    private int[] owners(Plate of, Binding binding) {
        int[] owners = new int[binding.size(of)];
        if (of.equals(plate)) {
            Arrays.setAll(owners, element -> element);
            return owners;
        }
        Optional<Given> index = model.givens().stream()
                .filter(given -> inside.contains(given.covariate().indexed())
                        && given.axes().stream().anyMatch(axis -> axis.plate().equals(of)))
                .findFirst();
        Given given = index.orElseThrow();
        int[] ofNamed =
                owners(java.util.Objects.requireNonNull(given.covariate().indexed()), binding);
        double[] codes = binding.column(given).values()[0];
        Arrays.setAll(owners, element -> ofNamed[(int) codes[element]]);
        return owners;
    }
}
