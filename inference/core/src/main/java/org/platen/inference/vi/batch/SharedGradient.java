package org.platen.inference.vi.batch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.platen.dsl.model.RandomVariable;
import org.platen.dsl.shape.Plate;
import org.platen.inference.backend.Session;
import org.platen.inference.unconstrained.QuasiNewton;

/**
 * What a batch says of everything that is kept from batch to batch, with its local variables at their best.
 *
 * @param batch at hand
 * @param shared posteriors of the unconstrained numbers of global and then of kept variables, where it was asked
 * @param local those of local variables
 * @param noise the standard Normal numbers of each draw of {@code shared}
 * @param localNoise those of each draw of {@code local}
 * @param each the derivatives of the log density of all data that the batch stands for, at each draw
 * @param moments the same with respect to expected statistics of variables with factors, on average
 * @param bound the bound that the batch stands for
 */
record SharedGradient(
        Batch batch,
        NormalNumbers shared,
        LocalPosterior local,
        double[][] noise,
        double[][] localNoise,
        double[][] each,
        Map<RandomVariable, List<double[]>> moments,
        BatchBound bound) {

    /** Steps of differences as a part of standard deviations. */
    private static final double STEP = 1e-4;

    private static final int PAIR = 2;

    /** @param factorEntropy −E log q of the factors of global and kept variables, each counted for as many as it stands for */
    static SharedGradient of(
            Batch batch,
            NormalNumbers shared,
            LocalPosterior local,
            double[][] noise,
            double[][] localNoise,
            double factorEntropy) {
        int draws = noise.length;
        Unknowns unknowns = batch.unknowns();
        List<RandomVariable> factors = Stream.concat(unknowns.globalFactors().stream(), unknowns.keptFactors().stream())
                .toList();
        double[] weights = batch.shared().each(batch::weight);
        Map<RandomVariable, List<double[]>> sums = new LinkedHashMap<>();
        double[][] each = new double[draws][];
        BatchBound bound = new BatchBound(draws);
        for (int m = 0; m < draws; m++) {
            Session session = batch.globalStep(shared.draw(noise[m]), local.draw(localNoise[m]));
            for (RandomVariable variable : factors) {
                sums.merge(variable, batch.gradients(session, variable), Sums::plus);
            }
            each[m] = batch.sharedGradient(session);
            bound.add(m, session.get(BatchProgram.OUTSIDE)[0] + shared.surprise(noise[m], weights) + factorEntropy);
            bound.add(m, batch.inside(session) + local.surprise(localNoise[m], batch::weight));
        }
        sums.values().forEach(all -> Sums.over(all, draws));
        return new SharedGradient(batch, shared, local, noise, localNoise, each, sums, bound);
    }

    boolean isFinite() {
        return bound.isFinite() && Arrays.stream(mean()).allMatch(Double::isFinite);
    }

    private double[] mean() {
        double[] mean = new double[shared.mean().length];
        for (double[] one : each) {
            Arrays.setAll(mean, i -> mean[i] + one[i] / each.length);
        }
        return mean;
    }

    /** Of the expected statistics of a variable, for one of each of its elements. */
    List<double[]> ofFactor(RandomVariable variable) {
        return Sums.over(
                Objects.requireNonNull(moments.get(variable)).stream()
                        .map(double[]::clone)
                        .toList(),
                batch.weight(variable));
    }

    /** Of the unconstrained numbers of global variables. */
    BatchGradient ofGlobals(int count) {
        return new BatchGradient(
                Arrays.stream(noise).map(one -> Arrays.copyOf(one, count)).toArray(double[][]::new),
                Arrays.stream(each).map(one -> Arrays.copyOf(one, count)).toArray(double[][]::new),
                Arrays.copyOf(mean(), count),
                () -> globalCurvature(count),
                batch.largestWeight());
    }

    /** By central differences of gradients at one pair of draws. */
    private BatchGradient.Curvatures globalCurvature(int n) {
        int draws = Math.min(PAIR, noise.length);
        DMatrixRMaj held = new DMatrixRMaj(n, n);
        DMatrixRMaj followed = new DMatrixRMaj(n, n);
        boolean follows = !local.curvature().isEmpty();
        Elements elements = Elements.of(batch);
        double[] weights = batch.locals().each(batch::weight);
        for (int m = 0; m < draws; m++) {
            double[] own = local.draw(localNoise[m]);
            double[] point = shared.draw(noise[m]);
            double[][] crossed = new double[n][];
            for (int i = 0; i < n; i++) {
                double step = STEP * (shared.deviations()[i] == 0 ? 1 : shared.deviations()[i]);
                double[] above = point.clone();
                double[] below = point.clone();
                above[i] += step;
                below[i] -= step;
                double width = above[i] - below[i];
                double[] up = batch.sharedGradient(batch.globalStep(above, own));
                double[] down = batch.sharedGradient(batch.globalStep(below, own));
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
                Arrays.setAll(response, k -> weights[k] * response[k]);
                for (int j = 0; j < n; j++) {
                    followed.add(i, j, -QuasiNewton.dot(response, crossed[j]) / draws);
                }
            }
        }
        CommonOps_DDRM.addEquals(followed, held);
        return new BatchGradient.Curvatures(held, followed);
    }

    /** Of the unconstrained numbers of each element of a plate, for one of each. Their steps are limited as with all data: few others tell where an element is far off. */
    List<BatchGradient> ofElements(Plate plate) {
        Set<Plate> region = Set.of(plate);
        Elements elements = Elements.of(batch, region, batch.shared());
        double weight = batch.weight(region);
        double[] mean = mean();
        List<DMatrixRMaj> curvatures = new ArrayList<>();
        List<BatchGradient> all = new ArrayList<>();
        for (int element = 0; element < elements.numbers().size(); element++) {
            int here = element;
            int[] places = elements.numbers().get(element);
            all.add(new BatchGradient(
                    Arrays.stream(noise).map(one -> at(one, places, 1)).toArray(double[][]::new),
                    Arrays.stream(each).map(one -> at(one, places, weight)).toArray(double[][]::new),
                    at(mean, places, weight),
                    () -> {
                        if (curvatures.isEmpty()) {
                            curvatures.addAll(curvature(elements));
                        }
                        DMatrixRMaj own = curvatures.get(here).copy();
                        CommonOps_DDRM.divide(own, weight);
                        return new BatchGradient.Curvatures(own, own);
                    },
                    1));
        }
        return all;
    }

    private static double[] at(double[] all, int[] places, double divisor) {
        return Arrays.stream(places).mapToDouble(i -> all[i] / divisor).toArray();
    }

    private List<DMatrixRMaj> curvature(Elements elements) {
        int draws = Math.min(PAIR, noise.length);
        List<DMatrixRMaj> mean = elements.numbers().stream()
                .map(own -> new DMatrixRMaj(own.length, own.length))
                .toList();
        for (int m = 0; m < draws; m++) {
            double[] own = local.draw(localNoise[m]);
            List<DMatrixRMaj> one = elements.curvature(
                    point -> batch.sharedGradient(batch.globalStep(point, own)),
                    shared.draw(noise[m]),
                    shared.deviations());
            for (int e = 0; e < one.size(); e++) {
                CommonOps_DDRM.addEquals(mean.get(e), 1.0 / draws, one.get(e));
            }
        }
        return mean;
    }
}
