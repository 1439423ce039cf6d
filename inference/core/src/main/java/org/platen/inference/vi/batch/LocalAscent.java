package org.platen.inference.vi.batch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.commons.rng.UniformRandomProvider;
import org.ejml.data.DMatrixRMaj;
import org.platen.dsl.model.RandomVariable;
import org.platen.inference.backend.Session;
import org.platen.inference.vi.conjugate.VariationalFactor;

/**
 * The best posterior of a batch's own variables while everything global stays as it is (Hoffman et al. 2013, section 3.3): factors of their family by coordinate ascent,
 * Normal factors of all other unconstrained numbers by natural gradients, with Newton's step in each element's numbers and the same draws throughout.
 */
final class LocalAscent {

    private static final int MOST_HALVINGS = 6;

    /** With more numbers of an element, curvature is taken at one pair of draws only. */
    private static final int FEW_NUMBERS = 4;

    private static final int PAIR = 2;

    /** A gain of less than this for each element, in nats, is none. */
    private static final double STILL = 1e-7;

    private final Batch batch;
    private final double[][] globals;
    private final double[][] noise;
    private final Elements elements;
    private final Map<RandomVariable, VariationalFactor> factors = new LinkedHashMap<>();
    private final Map<RandomVariable, double[][]> parameters;
    private LocalPosterior now;
    private List<DMatrixRMaj> curvature = List.of();

    /** The expected log density of the elements at some posterior, and its derivatives. */
    private record Height(double bound, double[] gradient) {}

    /**
     * @param globals draws of the unconstrained numbers of all global variables
     * @param parameters where factors start, by variable
     * @param start where the others start
     */
    LocalAscent(
            Batch batch,
            double[][] globals,
            Map<RandomVariable, double[][]> parameters,
            LocalPosterior start,
            UniformRandomProvider random) {
        this.batch = batch;
        this.globals = globals;
        this.parameters = new LinkedHashMap<>(parameters);
        this.now = start;
        this.noise = Antithetic.draws(start.mean().length, globals.length, random);
        this.elements = Elements.of(batch);
    }

    /** @param turns most turns of each variable */
    LocalPosterior run(int turns) {
        boolean free = now.mean().length > 0;
        for (int turn = 0;
                turn < turns && (free || !batch.unknowns().localTurns().isEmpty());
                turn++) {
            double moved = turnFactors();
            double gain = free ? climb() : 0;
            if (moved < STILL && gain <= STILL * elements.numbers().size()) {
                break;
            }
        }
        return new LocalPosterior(factors, now.coordinates(), now.mean(), now.deviations(), curvature);
    }

    /** Each factor becomes the best given all others; returns how much the largest change was, as a part of the number. */
    private double turnFactors() {
        double moved = 0;
        List<List<RandomVariable>> groups = batch.unknowns().localTurns();
        for (int group = 0; group < groups.size(); group++) {
            Map<RandomVariable, List<double[]>> sums = new LinkedHashMap<>();
            for (int m = 0; m < globals.length; m++) {
                Session session = batch.turn(group, globals[m], now.draw(noise[m]));
                for (RandomVariable variable : groups.get(group)) {
                    sums.merge(variable, batch.gradients(session, variable), Sums::plus);
                }
            }
            for (RandomVariable variable : groups.get(group)) {
                double[][] before = Objects.requireNonNull(parameters.get(variable));
                VariationalFactor next = VariationalFactor.next(
                        variable,
                        batch.unknowns().conjugacy().factors().family(variable),
                        before,
                        Sums.over(Objects.requireNonNull(sums.get(variable)), globals.length),
                        1);
                moved = Math.max(moved, factors.containsKey(variable) ? change(before, next.parameters()) : 1);
                parameters.put(variable, next.parameters());
                factors.put(variable, next);
                batch.set(next);
            }
        }
        return moved;
    }

    private static double change(double[][] before, double[][] after) {
        double change = 0;
        for (int i = 0; i < before.length; i++) {
            for (int j = 0; j < before[i].length; j++) {
                change = Math.max(change, Math.abs(after[i][j] - before[i][j]) / (1e-3 + Math.abs(before[i][j])));
            }
        }
        return change;
    }

    /** A step upwards; returns what it gained. */
    private double climb() {
        Height here = height(now);
        curvature = curvature();
        double[] direction = elements.direction(curvature, here.gradient, now.deviations());
        double[] diagonal = elements.diagonal(curvature, direction.length);
        double step = 1;
        for (int halving = 0; halving <= MOST_HALVINGS; halving++) {
            LocalPosterior next = moved(direction, diagonal, step);
            Height there = height(next);
            if (there.bound >= here.bound || !Double.isFinite(here.bound) && Double.isFinite(there.bound)) {
                now = next;
                return there.bound - here.bound;
            }
            step /= 2;
        }
        return 0;
    }

    private LocalPosterior moved(double[] direction, double[] diagonal, double step) {
        double[] mean = now.mean().clone();
        double[] deviations = now.deviations().clone();
        for (int i = 0; i < mean.length; i++) {
            mean[i] += step * direction[i];
            deviations[i] = 1 / Math.sqrt(Sums.towards(1 / (deviations[i] * deviations[i]), diagonal[i], step));
        }
        return new LocalPosterior(now.factors(), now.coordinates(), mean, deviations, curvature);
    }

    private List<DMatrixRMaj> curvature() {
        int draws = elements.most() <= FEW_NUMBERS ? globals.length : Math.min(PAIR, globals.length);
        List<DMatrixRMaj> mean = new ArrayList<>();
        for (int m = 0; m < draws; m++) {
            double[] global = globals[m];
            List<DMatrixRMaj> own = elements.curvature(
                    point -> batch.localGradient(batch.localStep(global, point)), now.draw(noise[m]), now.deviations());
            for (int e = 0; e < own.size(); e++) {
                if (m == 0) {
                    mean.add(new DMatrixRMaj(own.get(e).numRows, own.get(e).numCols));
                }
                for (int i = 0; i < own.get(e).data.length; i++) {
                    mean.get(e).data[i] += own.get(e).data[i] / draws;
                }
            }
        }
        return mean;
    }

    private Height height(LocalPosterior at) {
        double[] gradient = new double[at.mean().length];
        double sum = 0;
        for (int m = 0; m < globals.length; m++) {
            Session session = batch.localStep(globals[m], at.draw(noise[m]));
            sum += session.get(BatchProgram.INSIDE)[0];
            double[] own = batch.localGradient(session);
            Arrays.setAll(gradient, i -> gradient[i] + own[i] / globals.length);
        }
        return new Height(sum / globals.length + at.entropy(), gradient);
    }
}
