package org.platen.inference.em;

import java.util.Arrays;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.jspecify.annotations.Nullable;
import org.platen.dsl.model.Variable;
import org.platen.inference.backend.Executor;
import org.platen.inference.backend.LocalExecutor;
import org.platen.inference.backend.Session;
import org.platen.inference.lower.Joint;
import org.platen.inference.unconstrained.Coordinates;
import org.platen.inference.unconstrained.FreeVariables;
import org.platen.inference.unconstrained.QuasiNewton;

/** The sessions of one run's numerical M-step: the expected log joint over the unconstrained numbers of all its variables together. For one thread. */
final class NumericalState implements Newton.Objective {

    private static final double TOLERANCE = 1e-10;

    /** Logs and log odds move by this at most in one step: a factor of e. */
    private static final double LONGEST_RATIO = 1;

    /** With more coordinates than this, finding out their units takes too many passes over the data. */
    private static final int MOST_UNITS = 1000;

    /** Standard deviation of the random numbers that set apart what would stay equal. */
    private static final double APART = 0.1;

    private final NumericalStep step;
    private final int rows;
    private final Session objective;
    private final Session curvature;
    private final Session constrain;
    private final Session free;
    private final Coordinates coordinates;
    private double @Nullable [] units;
    private double @Nullable [] longest;

    NumericalState(NumericalStep step, Joint joint, Executor executor) {
        this.step = step;
        this.rows = joint.layout().rows();
        Executor alone = new LocalExecutor(1);
        this.objective = step.objective().session(executor);
        this.curvature = step.curvature().session(executor);
        this.constrain = step.constrain().session(alone);
        this.free = step.free().session(alone);
        this.coordinates = Coordinates.of(step.targets(), joint.layout().binding());
        joint.bindData(objective);
        joint.bindData(curvature);
    }

    /** Takes responsibilities from a start. */
    void bindStart(StartWeights start) {
        start.bind(objective);
        start.bind(curvature);
    }

    /** Takes responsibilities at some estimates. */
    void expect(Estimates estimates) {
        set(EmProgram.OLD, estimates);
    }

    /** The units that were found at the first quasi-Newton step; empty before it, and where there is none. */
    double[] units() {
        return units == null ? new double[0] : units;
    }

    /** Takes units that were found before, if they were. */
    void resume(double[] known) {
        units = known.length == 0 ? null : known;
    }

    /**
     * The estimates, with small random numbers added to variables of zero slope all over. Where weights of a network or factors of a product are zero, the others
     * have no slope, and steps would lead to where all hidden units are equal, which is no maximum.
     */
    Estimates apart(Estimates from, UniformRandomProvider random) {
        set(EmProgram.NEW, from);
        double[] point = start(from);
        double[] gradient = new double[point.length];
        at(point, gradient);
        ZigguratSampler.NormalizedGaussian normal = ZigguratSampler.NormalizedGaussian.of(random);
        List<Variable> still = step.targets().stream()
                .filter(target -> Arrays.stream(coordinates.places(target)).allMatch(place -> gradient[place] == 0))
                .toList();
        for (Variable target : still) {
            for (int place : coordinates.places(target)) {
                point[place] += APART * normal.sample();
            }
        }
        return still.isEmpty() ? from : constrained(from, still, point);
    }

    /** The estimates after at most {@code steps} steps up the expected log joint. */
    Estimates maximise(Estimates from, int steps) {
        set(EmProgram.NEW, from);
        double[] start = start(from);
        double[] best;
        if (start.length <= Newton.LARGEST) {
            best = Newton.maximise(this, start, steps, TOLERANCE);
        } else {
            if (units == null) {
                units = start.length <= MOST_UNITS ? Newton.units(this, start) : ones(start.length);
            }
            best = QuasiNewton.maximise(this, start, units, 10 * steps, TOLERANCE);
        }
        return constrained(from, step.targets(), best);
    }

    /** With the values of some variables at these unconstrained numbers. */
    private Estimates constrained(Estimates from, List<Variable> variables, double[] point) {
        coordinates.put(constrain, FreeVariables.FREE, point);
        constrain.run(1);
        Estimates estimates = from;
        for (Variable target : variables) {
            estimates = estimates.with(target, constrain.get(target.name()));
        }
        return estimates;
    }

    private static double[] ones(int size) {
        double[] ones = new double[size];
        Arrays.fill(ones, 1);
        return ones;
    }

    private void set(String prefix, Estimates estimates) {
        estimates.values().forEach((variable, values) -> {
            objective.set(prefix + variable.name(), values);
            curvature.set(prefix + variable.name(), values);
        });
    }

    private double[] start(Estimates from) {
        from.values().forEach((variable, values) -> free.set(EmProgram.NEW + variable.name(), values));
        free.run(1);
        return coordinates.gather(free, "");
    }

    @Override
    public double at(double[] point, double[] gradient) {
        coordinates.put(objective, FreeVariables.FREE, point);
        objective.run(rows);
        System.arraycopy(coordinates.gather(objective, NumericalStep.GRADIENT), 0, gradient, 0, gradient.length);
        return objective.get(NumericalStep.VALUE)[0];
    }

    @Override
    public double[] curvature(double[] point, double[] direction) {
        coordinates.put(curvature, FreeVariables.FREE, point);
        coordinates.put(curvature, NumericalStep.DIRECTION, direction);
        curvature.run(rows);
        return coordinates.gather(curvature, NumericalStep.CURVATURE);
    }

    @Override
    public double[] longest() {
        if (longest == null) {
            longest = findLongest();
        }
        return longest;
    }

    private double[] findLongest() {
        boolean[] ratios = coordinates.ratios();
        double[] found = new double[ratios.length];
        for (int i = 0; i < found.length; i++) {
            found[i] = ratios[i] ? LONGEST_RATIO : Double.POSITIVE_INFINITY;
        }
        return found;
    }
}
