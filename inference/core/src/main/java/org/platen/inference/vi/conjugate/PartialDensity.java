package org.platen.inference.vi.conjugate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.platen.dsl.model.Model;
import org.platen.dsl.model.RandomVariable;
import org.platen.dsl.model.Variable;
import org.platen.inference.backend.Compiled;
import org.platen.inference.backend.Executor;
import org.platen.inference.backend.Session;
import org.platen.inference.checkpoint.Saved;
import org.platen.inference.data.Binding;
import org.platen.inference.em.Estimates;
import org.platen.inference.unconstrained.Coordinates;
import org.platen.inference.unconstrained.FreeVariables;
import org.platen.inference.unconstrained.LogDensity;
import org.platen.inference.unconstrained.Unknown;
import org.platen.inference.vi.expectation.Factors;
import org.platen.inference.vi.expectation.Moment;

/**
 * The expected log joint density, plus the factors' entropies, as a function of the unconstrained numbers of all variables without factors: the log density that
 * these are approximated by, in turn with the factors (Khan and Lin 2017, "Conjugate-computation variational inference"). For one thread at a time.
 */
public final class PartialDensity implements LogDensity {

    private final VariationalProgram program;
    private final Coordinates coordinates;
    private final Session free;
    private final List<List<RandomVariable>> groups;
    private final List<Session> turns = new ArrayList<>();
    private final Map<RandomVariable, VariationalFactor> factors = new LinkedHashMap<>();
    private final Map<RandomVariable, double[][]> parameters = new LinkedHashMap<>();
    private double entropy;

    /**
     * @param unconstrained the variables without factors that the program was made with, in the order of a point
     */
    public PartialDensity(
            Model model, Binding binding, VariationalProgram program, List<Variable> unconstrained, Executor executor) {
        this.program = program;
        this.coordinates = Coordinates.of(
                unconstrained.stream()
                        .filter(variable -> Unknown.unconstrained(variable) > 0)
                        .toList(),
                binding);
        this.free = session(program.step(unconstrained), executor);
        this.groups =
                Turns.of(model, program.conjugacy(), program.joint().roles().enumerated());
        groups.forEach(group -> turns.add(session(program.step(group), executor)));
    }

    private Session session(Compiled step, Executor executor) {
        Session session = step.session(executor);
        program.joint().bindData(session);
        return session;
    }

    /** Where each variable is in a point. */
    public Coordinates coordinates() {
        return coordinates;
    }

    /** The factors held. */
    public Map<RandomVariable, VariationalFactor> factors() {
        return new LinkedHashMap<>(factors);
    }

    /** Holds other factors; those that are not given stay. */
    public void hold(Map<RandomVariable, VariationalFactor> given) {
        factors.putAll(given);
        entropy = factors.values().stream()
                .mapToDouble(VariationalFactor::entropy)
                .sum();
        given.forEach((variable, factor) -> {
            parameters.put(variable, factor.parameters());
            set(variable, factor.moments());
        });
    }

    /** Moves the factors from values, each as if it were certain, to the first ones. */
    public void start(Estimates values, double[][] points) {
        program.conjugacy().factors().families().forEach((variable, family) -> {
            parameters.put(variable, VariationalFactor.certain(family, values.get(variable)));
            set(variable, VariationalFactor.momentsAt(family, values.get(variable)));
        });
        moveFactors(points, 1);
    }

    /** Adds the factors held. */
    public void save(Saved to) {
        factors.forEach((variable, factor) -> to.put("factor " + variable.name(), factor.parameters()));
    }

    /** Holds the factors that were held. */
    public void restore(Saved from) {
        Factors all = program.conjugacy().factors();
        Map<RandomVariable, VariationalFactor> held = new LinkedHashMap<>();
        for (RandomVariable variable : factors.keySet()) {
            held.put(
                    variable,
                    new VariationalFactor(variable, all.family(variable), from.rows("factor " + variable.name())));
        }
        hold(held);
    }

    private void set(RandomVariable variable, List<double[]> moments) {
        List<Moment> names = program.conjugacy().factors().moments(variable);
        for (int i = 0; i < moments.size(); i++) {
            String name = names.get(i).name();
            double[] value = moments.get(i);
            free.set(name, value);
            turns.forEach(session -> session.set(name, value));
        }
    }

    @Override
    public int dimension() {
        return coordinates.size();
    }

    @Override
    public double at(double[] point, double[] gradient) {
        coordinates.put(free, FreeVariables.FREE, point);
        free.run(program.joint().layout().rows());
        double[] found = coordinates.gather(free, VariationalProgram.GRADIENT + FreeVariables.FREE);
        System.arraycopy(found, 0, gradient, 0, gradient.length);
        return free.get(VariationalProgram.EXPECTED)[0] + entropy;
    }

    /**
     * Moves the factors, group by group, towards the best ones given the distribution of everything else.
     *
     * @param points draws of the variables without factors, or the single point that they are at
     * @param rate 1 to go all the way, less for a step along natural parameters
     * @throws org.platen.dsl.shape.ModelException when a posterior would be improper
     */
    public void moveFactors(double[][] points, double rate) {
        Factors all = program.conjugacy().factors();
        for (int turn = 0; turn < groups.size(); turn++) {
            Session session = turns.get(turn);
            Map<RandomVariable, List<double[]>> sums = new LinkedHashMap<>();
            for (double[] point : points) {
                coordinates.put(session, FreeVariables.FREE, point);
                session.run(program.joint().layout().rows());
                for (RandomVariable variable : groups.get(turn)) {
                    List<double[]> gradients = all.moments(variable).stream()
                            .map(moment -> session.get(VariationalProgram.GRADIENT + moment.name()))
                            .toList();
                    sums.merge(variable, gradients, PartialDensity::plus);
                }
            }
            Map<RandomVariable, VariationalFactor> next = new LinkedHashMap<>();
            sums.forEach((variable, gradients) -> {
                gradients.forEach(sum -> Arrays.setAll(sum, i -> sum[i] / points.length));
                double[][] before = Objects.requireNonNull(parameters.get(variable), variable.name());
                next.put(variable, VariationalFactor.next(variable, all.family(variable), before, gradients, rate));
            });
            hold(next);
        }
    }

    private static List<double[]> plus(List<double[]> sums, List<double[]> more) {
        for (int i = 0; i < sums.size(); i++) {
            double[] sum = sums.get(i);
            double[] term = more.get(i);
            Arrays.setAll(sum, j -> sum[j] + term[j]);
        }
        return sums;
    }
}
