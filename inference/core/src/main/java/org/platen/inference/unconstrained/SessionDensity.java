package org.platen.inference.unconstrained;

import java.util.ArrayList;
import java.util.List;
import org.platen.dsl.model.Variable;
import org.platen.inference.backend.Session;

/**
 * A density that a program computes, with the inputs {@code free/…} and the outputs {@code value} and {@code gradient/…}. What a program of a few numbers costs
 * is less than looking up names, so that all places are found once.
 */
final class SessionDensity implements LogDensity {

    static final String VALUE = "value";
    static final String GRADIENT = "gradient/";

    private final Session session;
    private final int dimension;
    private final int rows;
    private final List<Slice> inputs = new ArrayList<>();
    private final List<Slice> gradients = new ArrayList<>();
    private final double[] value;

    /** Numbers of one variable and where they begin in a point. */
    private record Slice(double[] numbers, int from) {}

    SessionDensity(Session session, Coordinates coordinates, int rows) {
        this.session = session;
        this.dimension = coordinates.size();
        this.rows = rows;
        for (Variable variable : coordinates.offsets().keySet()) {
            int from = coordinates.offset(variable);
            inputs.add(new Slice(session.input(FreeVariables.FREE + variable.name()), from));
            gradients.add(new Slice(session.output(GRADIENT + variable.name()), from));
        }
        this.value = session.output(VALUE);
    }

    @Override
    public int dimension() {
        return dimension;
    }

    @Override
    public double at(double[] point, double[] gradient) {
        for (int i = 0; i < inputs.size(); i++) {
            Slice own = inputs.get(i);
            System.arraycopy(point, own.from, own.numbers, 0, own.numbers.length);
        }
        session.run(rows);
        for (int i = 0; i < gradients.size(); i++) {
            Slice own = gradients.get(i);
            System.arraycopy(own.numbers, 0, gradient, own.from, own.numbers.length);
        }
        return value[0];
    }
}
