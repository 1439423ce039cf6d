package org.platen.inference.em;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.platen.dsl.model.Variable;
import org.platen.inference.backend.Backend;
import org.platen.inference.backend.Compiled;
import org.platen.inference.backend.LocalExecutor;
import org.platen.inference.backend.Session;
import org.platen.inference.lower.Joint;
import org.platen.inference.program.Program;
import org.platen.inference.unconstrained.Coordinates;
import org.platen.inference.unconstrained.FreeVariables;
import org.platen.inference.unconstrained.Unknown;

/**
 * Leaps along the path that EM takes, where it goes in small steps: squared extrapolation of two of its steps (Varadhan and Roland 2008, "SQUAREM", scheme S3)
 * in unconstrained numbers. A leap that loses against the first of the two steps is not made.
 *
 * @param variables what leaps
 * @param coordinates of all unconstrained numbers
 * @param constrain from unconstrained numbers to values
 * @param free the way back
 */
record Leaps(List<Variable> variables, Coordinates coordinates, Compiled constrain, Compiled free) {

    private static final String AT = "leap/";

    static Leaps of(Joint joint, Backend backend) {
        List<Variable> variables = joint.roles().estimated().stream()
                .filter(variable -> Unknown.unconstrained(variable) > 0)
                .toList();
        FreeVariables free = FreeVariables.of(joint, joint.lowering(AT), variables);
        return new Leaps(
                variables,
                Coordinates.of(variables, joint.layout().binding()),
                backend.compile(Program.of(free.values())),
                backend.compile(Program.of(free.unconstrained())));
    }

    /** The sessions of one run. */
    Run run() {
        LocalExecutor alone = new LocalExecutor(1);
        return new Run(constrain.session(alone), free.session(alone));
    }

    /** Leaps of one run. For one thread. */
    final class Run {

        private final Session constrainSession;
        private final Session freeSession;

        private Run(Session constrainSession, Session freeSession) {
            this.constrainSession = constrainSession;
            this.freeSession = freeSession;
        }

        /** Two steps of EM from estimates whose expectations {@code state} holds, and the leap that they point to, if it is one upwards. */
        Estimates next(EmState state, Estimates from, int steps) {
            Estimates first = state.maximise(from, steps);
            double reached = state.expect(first);
            if (!Double.isFinite(reached)) {
                return first;
            }
            Estimates second = state.maximise(first, steps);
            Estimates leap = leap(from, first, second);
            boolean upwards = leap != null && state.expect(leap) >= reached && state.collapsed() == null;
            return upwards ? leap : second;
        }

        private @Nullable Estimates leap(Estimates from, Estimates first, Estimates second) {
            double[] start = unconstrained(from);
            double[] one = unconstrained(first);
            double[] two = unconstrained(second);
            double moved = 0;
            double bent = 0;
            for (int i = 0; i < start.length; i++) {
                double step = one[i] - start[i];
                double bend = two[i] - one[i] - step;
                if (Double.isFinite(step) && Double.isFinite(bend)) {
                    moved += step * step;
                    bent += bend * bend;
                }
            }
            double length = Math.sqrt(moved / bent);
            if (!(length > 1) || !Double.isFinite(length)) {
                return null;
            }
            double[] leap = two.clone();
            for (int i = 0; i < start.length; i++) {
                double step = one[i] - start[i];
                double bend = two[i] - one[i] - step;
                if (Double.isFinite(step) && Double.isFinite(bend)) {
                    leap[i] = start[i] + 2 * length * step + length * length * bend;
                }
            }
            return constrained(leap, second);
        }

        private double[] unconstrained(Estimates estimates) {
            for (Map.Entry<Variable, double[]> one : estimates.values().entrySet()) {
                freeSession.set(AT + one.getKey().name(), one.getValue());
            }
            freeSession.run(1);
            return coordinates.gather(freeSession, "");
        }

        private Estimates constrained(double[] point, Estimates others) {
            coordinates.put(constrainSession, FreeVariables.FREE, point);
            constrainSession.run(1);
            Estimates estimates = others;
            for (Variable variable : variables) {
                estimates = estimates.with(variable, constrainSession.get(variable.name()));
            }
            return estimates;
        }
    }
}
