package org.platen.inference.unconstrained;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.platen.dsl.model.Model;
import org.platen.dsl.model.Variable;
import org.platen.inference.backend.Backend;
import org.platen.inference.backend.Compiled;
import org.platen.inference.backend.LocalExecutor;
import org.platen.inference.backend.Session;
import org.platen.inference.data.Binding;
import org.platen.inference.lower.Joint;
import org.platen.inference.lower.Layout;
import org.platen.inference.lower.Lowering;
import org.platen.inference.lower.Roles;
import org.platen.inference.program.Node;
import org.platen.inference.program.Program;

/** Between unconstrained points and values of some variables. For one thread at a time. */
public final class Scales {

    private static final String AT = "at/";
    private static final String JACOBIAN = "jacobian/";

    private final Coordinates coordinates;
    private final Session constrain;
    private final Session free;
    private final List<Variable> bijective;

    private Scales(Coordinates coordinates, Session constrain, Session free, List<Variable> bijective) {
        this.coordinates = coordinates;
        this.constrain = constrain;
        this.free = free;
        this.bijective = bijective;
    }

    /** Of variables that {@code roles} say are estimated. */
    static Scales of(Joint joint, FreeVariables variables, Coordinates coordinates, Backend backend) {
        Map<String, Node> outputs = new LinkedHashMap<>(variables.values());
        variables.logJacobians().forEach((variable, node) -> outputs.put(JACOBIAN + variable.name(), node));
        LocalExecutor alone = new LocalExecutor(1);
        Compiled constrain = backend.compile(Program.of(outputs));
        Compiled free = backend.compile(Program.of(variables.unconstrained()));
        Scales scales = new Scales(
                coordinates,
                constrain.session(alone),
                free.session(alone),
                List.copyOf(variables.logJacobians().keySet()));
        joint.bindData(scales.constrain);
        joint.bindData(scales.free);
        return scales;
    }

    /** Of some of the variables that {@code roles} say are estimated. */
    public static Scales of(Model model, Binding binding, Roles roles, List<Variable> variables, Backend backend) {
        Joint joint = new Joint(model, Layout.of(model, binding, roles), roles);
        Lowering at = joint.lowering(AT);
        List<Variable> some = variables.stream()
                .filter(variable -> Unknown.unconstrained(variable) > 0)
                .toList();
        FreeVariables free = FreeVariables.of(joint, at, some, NonCentring.of(model, some));
        return of(joint, free, Coordinates.of(some, binding), backend);
    }

    /** The variables, in the order of a point. */
    public List<Variable> variables() {
        return List.copyOf(coordinates.offsets().keySet());
    }

    /** The value of each variable at a point, row-major over its plates and its event. */
    public Map<Variable, double[]> values(double[] point) {
        coordinates.put(constrain, FreeVariables.FREE, point);
        constrain.run(1);
        Map<Variable, double[]> values = new LinkedHashMap<>();
        variables().forEach(variable -> values.put(variable, constrain.get(variable.name())));
        return values;
    }

    /** The log Jacobian determinant of each variable's bijection at a point, summed over its elements; not of non-centred variables. */
    public Map<Variable, Double> logJacobians(double[] point) {
        coordinates.put(constrain, FreeVariables.FREE, point);
        constrain.run(1);
        Map<Variable, Double> logs = new LinkedHashMap<>();
        bijective.forEach(variable -> logs.put(variable, constrain.get(JACOBIAN + variable.name())[0]));
        return logs;
    }

    /** The point at which the variables have these values. */
    public double[] point(Map<Variable, double[]> values) {
        variables()
                .forEach(variable ->
                        free.set(AT + variable.name(), Objects.requireNonNull(values.get(variable), variable.name())));
        free.run(1);
        return coordinates.gather(free, "");
    }
}
