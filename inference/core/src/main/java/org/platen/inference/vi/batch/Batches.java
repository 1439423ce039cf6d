package org.platen.inference.vi.batch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.platen.dsl.model.Model;
import org.platen.dsl.model.Variable;
import org.platen.dsl.shape.Plate;
import org.platen.inference.backend.Backend;
import org.platen.inference.backend.Executor;
import org.platen.inference.data.Binding;
import org.platen.inference.data.Column;
import org.platen.inference.data.Data;
import org.platen.inference.lower.Layout;
import org.platen.inference.lower.Roles;
import org.platen.inference.unconstrained.PosteriorRoles;

/** Batches as they are computed: a program is compiled for the first of each shape, and taken for all others of it. */
final class Batches {

    private final Unknowns unknowns;
    private final Backend backend;
    private final Executor executor;
    private final Map<List<Object>, Batch> known = new LinkedHashMap<>();

    Batches(Unknowns unknowns, Backend backend, Executor executor) {
        this.unknowns = unknowns;
        this.backend = backend;
        this.executor = executor;
    }

    /** @param weight how many elements of a region each of these stands for */
    Batch of(Data data, ToDoubleFunction<Set<Plate>> weight) {
        Model model = unknowns.model();
        Binding binding = Binding.of(model, data);
        Layout layout = Layout.of(model, binding, roles(binding));
        Batch batch = known.computeIfAbsent(shape(layout), shape -> batch(layout));
        return batch.at(layout, weight);
    }

    /** Only where values are missing does anything need to be found out. */
    private Roles roles(Binding binding) {
        if (binding.columns().values().stream().anyMatch(Column::hasMissing)) {
            return PosteriorRoles.of(unknowns.model(), binding).roles();
        }
        List<Variable> estimated = new ArrayList<>(unknowns.unconstrained());
        estimated.addAll(unknowns.conjugacy().factors().families().keySet());
        return new Roles(estimated, Set.of());
    }

    private Batch batch(Layout layout) {
        PosteriorRoles analysed = PosteriorRoles.of(unknowns.model(), layout.binding());
        analysed.suitability()
                .require("meanFieldVi in batches", unknowns.model().name());
        Roles roles = analysed.roles();
        return new Batch(unknowns, new BatchProgram(unknowns, layout, roles, backend), executor);
    }

    /** What the graph of a batch depends on besides its model. */
    private List<Object> shape(Layout layout) {
        List<Object> shape = new ArrayList<>();
        for (Plate plate : unknowns.model().plates()) {
            boolean rows = layout.rowAxis() != null && layout.rowAxis().plate().equals(plate);
            shape.add(rows ? "rows" : layout.binding().size(plate));
            shape.add(layout.binding().lengths(plate).isPresent());
        }
        layout.binding().columns().values().forEach(column -> {
            shape.add(column.hasMissing());
            shape.add(column.hasPartlyMissingEvents());
        });
        return shape;
    }
}
