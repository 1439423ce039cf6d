package org.platen.inference.vi.conjugate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.platen.dsl.model.Given;
import org.platen.dsl.model.Model;
import org.platen.dsl.model.RandomVariable;
import org.platen.dsl.model.Variable;
import org.platen.dsl.shape.Axis;
import org.platen.dsl.shape.ModelException;
import org.platen.dsl.shape.Plate;
import org.platen.inference.backend.Compiled;
import org.platen.inference.data.Binding;
import org.platen.inference.data.Data;
import org.platen.inference.jvm.JvmBackend;
import org.platen.inference.lower.Joint;
import org.platen.inference.lower.Layout;
import org.platen.inference.lower.Roles;
import org.platen.inference.lower.Term;

/** What is computed of a batch of elements of a plate. Compiled once for all batches that have the same shape. */
final class Batches {

    private final Model model;
    private final Data data;
    private final Plate plate;
    private final Conjugacy conjugacy;
    private final Map<List<Object>, Programs> known = new LinkedHashMap<>();

    Batches(Model model, Data data, Plate plate, Conjugacy conjugacy) {
        this.model = model;
        this.data = data;
        this.plate = plate;
        this.conjugacy = conjugacy;
    }

    /** The compiled pieces: each local turn, the global ones and the log priors of global variables. */
    record Programs(
            VariationalProgram program,
            List<List<RandomVariable>> localTurns,
            List<Compiled> localSteps,
            List<RandomVariable> globals,
            Compiled globalStep,
            Compiled priors) {}

    /** A batch: what is compiled for its shape, and its data, for local variables as they are and for global ones each counted for several. */
    record Batch(Programs programs, Layout layout, Joint plain, Joint scaled) {}

    /** @param scale how many elements each of these stands for */
    Batch of(int[] elements, double scale) {
        Binding binding = Binding.of(model, data.rows(plate, elements));
        Roles roles = Exactness.roles(model, binding);
        Layout layout = Layout.of(model, binding, roles);
        double[] weights = new double[layout.rows()];
        Arrays.fill(weights, scale);
        Layout weighted = new Layout(binding, layout.rowAxis(), weights);
        Programs programs = known.computeIfAbsent(shape(layout), key -> programs(weighted, roles));
        double[] once = new double[layout.rows()];
        Arrays.fill(once, 1);
        Layout plain = new Layout(binding, layout.rowAxis(), once);
        return new Batch(programs, plain, new Joint(model, plain, roles), new Joint(model, weighted, roles));
    }

    /** What the graph of a batch depends on besides its model. */
    private List<Object> shape(Layout layout) {
        List<Object> shape = new ArrayList<>();
        for (Plate each : model.plates()) {
            boolean rows = layout.rowAxis() != null && layout.rowAxis().plate().equals(each);
            shape.add(rows ? "rows" : layout.binding().size(each));
        }
        layout.binding().columns().values().forEach(column -> {
            shape.add(column.hasMissing());
            if (!conjugacy.densities().containsKey(anyTerm(column.variable()))) {
                shape.add(column);
            }
        });
        return shape;
    }

    private static Object anyTerm(Variable variable) {
        return variable instanceof RandomVariable random ? Term.of(random).get(0) : variable;
    }

    private Programs programs(Layout layout, Roles roles) {
        checkScaled(layout);
        VariationalProgram program =
                new VariationalProgram(model, layout, roles, conjugacy, List.of(), false, new JvmBackend());
        List<List<RandomVariable>> local = new ArrayList<>();
        List<RandomVariable> globals = new ArrayList<>();
        for (List<RandomVariable> group : Turns.groups(model, conjugacy)) {
            List<RandomVariable> inside = group.stream().filter(this::isInside).toList();
            if (!inside.isEmpty()) {
                local.add(inside);
            }
            group.stream().filter(variable -> !isInside(variable)).forEach(globals::add);
        }
        return new Programs(
                program,
                local,
                local.stream().map(program::step).toList(),
                globals,
                program.step(globals),
                program.priors(globals));
    }

    /** Whether a variable lives in the plate. */
    boolean isInside(Variable variable) {
        return variable.axes().stream().anyMatch(axis -> axis.plate().equals(plate));
    }

    /** Only rows are counted several times, so what global variables are in must be rows, or count once. */
    private void checkScaled(Layout layout) {
        Set<Plate> inside = new LinkedHashSet<>(Set.of(plate));
        for (Given given : model.givens()) {
            if (plate.equals(given.covariate().indexed())) {
                given.axes().stream().map(Axis::plate).forEach(inside::add);
            }
        }
        for (Term term : Term.of(model)) {
            boolean counts = term.axes().stream().anyMatch(axis -> inside.contains(axis.plate()));
            boolean global = conjugacy.in(term).stream().anyMatch(variable -> !isInside(variable));
            ModelException.require(
                    !counts || !global || layout.hasRows(term.axes()),
                    "'%s' lives in plate '%s' beside global variables and has a factor of its own, so that batches of it are not possible yet: fit all data at"
                            + " once",
                    term.variable().name(),
                    plate.name());
        }
    }
}
