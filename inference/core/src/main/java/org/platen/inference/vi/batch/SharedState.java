package org.platen.inference.vi.batch;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.commons.rng.UniformRandomProvider;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.platen.dsl.model.Parameter;
import org.platen.dsl.model.RandomVariable;
import org.platen.inference.backend.Session;
import org.platen.inference.data.Binding;
import org.platen.inference.unconstrained.Coordinates;
import org.platen.inference.unconstrained.QuasiNewton;
import org.platen.inference.vi.batch.StochasticRun.SharedPosterior;
import org.platen.inference.vi.conjugate.VariationalFactor;

/** Where the approximate posterior of everything that all batches share stands, and its steps. */
final class SharedState {

    /** Draws of a step where something is drawn. */
    static final int DRAWS = 8;

    /** Steps of differences as a part of standard deviations. */
    private static final double STEP = 1e-4;

    private static final int PAIR = 2;

    private final Unknowns unknowns;
    private final Map<RandomVariable, VariationalFactor> factors = new LinkedHashMap<>();
    private final FactorAverage factorAverage = new FactorAverage();
    private final GlobalNumbers numbers;

    /**
     * @param start where it begins; factors may be lacking, of which the first batch gives the first
     * @param binding of any batch
     */
    SharedState(Unknowns unknowns, SharedPosterior start, Binding binding) {
        this.unknowns = unknowns;
        Coordinates coordinates = Coordinates.of(unknowns.globals(), binding);
        this.numbers = GlobalNumbers.at(start.numbers(), coordinates.of(Parameter.class));
        unknowns.globalFactors().forEach(variable -> {
            VariationalFactor known = start.factors().get(variable);
            if (known != null) {
                factors.put(variable, known);
            }
        });
    }

    /** Adds all that steps depend on. */
    void save(Saved to) {
        numbers.save(to);
        factorAverage.save(to);
        factors.forEach((variable, factor) -> to.put("factor " + variable.name(), factor.parameters()));
    }

    /** Goes on from there. */
    void restore(Saved from) {
        numbers.restore(from);
        factorAverage.restore(from, unknowns.globalFactors());
        for (RandomVariable variable : unknowns.globalFactors()) {
            factors.put(
                    variable,
                    new VariationalFactor(
                            variable,
                            unknowns.conjugacy().factors().family(variable),
                            from.rows("factor " + variable.name())));
        }
    }

    SharedPosterior now() {
        return new SharedPosterior(factors, numbers.now());
    }

    /** The average of the steps since the last {@link #forgetAverage}. */
    SharedPosterior average() {
        return new SharedPosterior(factorAverage.of(factors), numbers.average());
    }

    void forgetAverage() {
        factorAverage.forget();
        numbers.forgetAverage();
    }

    /** A step towards what a batch says: the bound that it stands for before it, and how much that varies between its draws. */
    BatchBound step(
            Batch batch, double scale, double rate, int localTurns, LocalStarts starts, UniformRandomProvider random) {
        int draws = unknowns.isConjugate() ? 1 : DRAWS;
        SharedPosterior now = now();
        double[][] noise = Antithetic.draws(now.numbers().mean().length, draws, random);
        double[][] points = Arrays.stream(noise).map(now.numbers()::draw).toArray(double[][]::new);
        Map<RandomVariable, double[][]> parameters = starts.begin(batch, factors);
        LocalPosterior local = new LocalAscent(batch, points, parameters, starts.of(batch), random).run(localTurns);
        starts.learn(local, batch);
        double[][] localNoise = Antithetic.draws(local.mean().length, draws, random);
        BatchBound bound = new BatchBound(draws);
        Map<RandomVariable, List<double[]>> sums = new LinkedHashMap<>();
        double[][] gradients = new double[draws][];
        double[] mean = new double[now.numbers().mean().length];
        for (int m = 0; m < draws; m++) {
            int draw = m;
            Session session = batch.globalStep(points[m], local.draw(localNoise[m]));
            for (RandomVariable variable : unknowns.globalFactors()) {
                sums.merge(variable, batch.gradients(session, variable), Sums::plus);
            }
            gradients[m] = batch.globalGradient(session);
            Arrays.setAll(mean, i -> mean[i] + gradients[draw][i] / draws);
            bound.add(m, session.get(BatchProgram.OUTSIDE)[0] + now.numbers().surprise(noise[m]) + now.factorEntropy());
            bound.add(m, scale * (session.get(BatchProgram.INSIDE)[0] + local.surprise(localNoise[m])));
        }
        if (bound.isFinite() && Arrays.stream(mean).allMatch(Double::isFinite)) {
            moveFactors(sums, parameters, draws, rate);
            if (mean.length > 0) {
                numbers.step(
                        new BatchGradient(
                                noise,
                                gradients,
                                mean,
                                () -> curvature(batch, scale, points, local, localNoise, now.numbers()),
                                scale),
                        rate);
            }
        }
        return bound;
    }

    private void moveFactors(
            Map<RandomVariable, List<double[]>> sums,
            Map<RandomVariable, double[][]> parameters,
            int draws,
            double rate) {
        boolean first = factors.isEmpty();
        for (RandomVariable variable : unknowns.globalFactors()) {
            factors.put(
                    variable,
                    VariationalFactor.next(
                            variable,
                            unknowns.conjugacy().factors().family(variable),
                            Objects.requireNonNull(parameters.get(variable)),
                            Sums.over(Objects.requireNonNull(sums.get(variable)), draws),
                            first ? 1 : rate));
        }
        factorAverage.add(factors);
    }

    /** By central differences of gradients at one pair of draws. */
    private BatchGradient.Curvatures curvature(
            Batch batch,
            double scale,
            double[][] points,
            LocalPosterior local,
            double[][] localNoise,
            NormalNumbers now) {
        int n = now.mean().length;
        int draws = Math.min(PAIR, points.length);
        DMatrixRMaj held = new DMatrixRMaj(n, n);
        DMatrixRMaj followed = new DMatrixRMaj(n, n);
        boolean follows = !local.curvature().isEmpty();
        Elements elements = Elements.of(batch);
        for (int m = 0; m < draws; m++) {
            double[] own = local.draw(localNoise[m]);
            double[][] crossed = new double[n][];
            for (int i = 0; i < n; i++) {
                double step = STEP * (now.deviations()[i] == 0 ? 1 : now.deviations()[i]);
                double[] above = points[m].clone();
                double[] below = points[m].clone();
                above[i] += step;
                below[i] -= step;
                double width = above[i] - below[i];
                double[] up = batch.globalGradient(batch.globalStep(above, own));
                double[] down = batch.globalGradient(batch.globalStep(below, own));
                for (int j = 0; j < n; j++) {
                    double second = 0.5 * (down[j] - up[j]) / width / draws;
                    held.add(i, j, second);
                    held.add(j, i, second);
                }
                if (follows) {
                    double[] localUp = batch.localGradient(batch.localStep(above, own));
                    double[] localDown = batch.localGradient(batch.localStep(below, own));
                    crossed[i] = new double[localUp.length];
                    Arrays.setAll(crossed[i], k -> (localDown[k] - localUp[k]) / width);
                }
            }
            for (int i = 0; i < n && follows; i++) {
                double[] response = elements.direction(local.curvature(), crossed[i], local.deviations());
                for (int j = 0; j < n; j++) {
                    followed.add(i, j, -scale * QuasiNewton.dot(response, crossed[j]) / draws);
                }
            }
        }
        CommonOps_DDRM.addEquals(followed, held);
        return new BatchGradient.Curvatures(held, followed);
    }
}
