package org.platen.inference.fit;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.platen.dsl.model.Model;
import org.platen.dsl.model.Variable;
import org.platen.dsl.shape.Axis;
import org.platen.dsl.shape.ModelException;
import org.platen.dsl.shape.Plate;
import org.platen.inference.backend.Session;
import org.platen.inference.data.Binding;
import org.platen.inference.lower.Elimination;
import org.platen.inference.lower.Joint;
import org.platen.inference.lower.Layout;
import org.platen.inference.lower.Roles;
import org.platen.inference.program.Node;

/** Log densities of what is observed at many values of the unknowns, discrete variables summed out. The program is compiled once. */
public final class LogDensities {

    private static final String DENSITY = "density";

    private LogDensities() {}

    /**
     * The log density of each row at each value: [value][row]. Rows are the series of chains, else the elements of the blocked plate, else those of the plate
     * that the first observed variable in a plate lives in; where there is no plate, everything is one row.
     *
     * @param values of everything that {@code roles} say is estimated
     * @throws ModelException when rows depend on each other through a variable that is summed or integrated out
     */
    public static double[][] ofRows(Model model, Binding binding, Roles roles, List<Map<Variable, double[]>> values) {
        Evaluation at = new Evaluation(model, Layout.of(model, binding, roles), roles, values.get(0));
        Joint joint = at.joint();
        Axis each = rows(model, at.layout());
        ModelException.require(
                each == null
                        || joint.integration(at.lowering(joint))
                                .sharedAlong(each)
                                .isEmpty(),
                "model '%s' has no density of single rows: they share missing values that are integrated out",
                model.name());
        Elimination.Result result =
                Elimination.of(joint.scope(), at.layout(), at.observedFactors(joint), roles.enumerated(), each);
        Node node = each == null ? result.logEvidence() : at.requireSeparate(result);
        Set<Axis> axes = each == null ? Set.of() : each.axes();
        Session session = at.run(joint, Map.of(DENSITY, node));
        double[][] densities = new double[values.size()][];
        for (int i = 0; i < densities.length; i++) {
            at.run(session, values.get(i));
            densities[i] = at.tensor(session, DENSITY, axes).values();
        }
        return densities;
    }

    private static @Nullable Axis rows(Model model, Layout layout) {
        List<Plate> plates = model.observed().stream()
                .filter(layout.binding()::has)
                .flatMap(variable -> variable.plates().stream())
                .toList();
        for (Plate plate : plates) {
            if (plate.isChain()) {
                Plate series = plate.parent();
                return series == null ? null : series.axis();
            }
        }
        return layout.rowAxis() != null
                ? layout.rowAxis()
                : Stream.concat(plates.stream().filter(Plate::sizedByData), plates.stream())
                        .findFirst()
                        .map(Plate::axis)
                        .orElse(null);
    }
}
