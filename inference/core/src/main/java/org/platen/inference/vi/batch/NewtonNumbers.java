package org.platen.inference.vi.batch;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.ejml.interfaces.linsol.LinearSolverDense;
import org.jspecify.annotations.Nullable;
import org.platen.inference.checkpoint.Saved;
import org.platen.inference.unconstrained.AbsoluteCurvature;

/**
 * Steps along natural parameters (Khan and Rue 2023, "The Bayesian learning rule", section 3): the curvature of all data is averaged over batches, and the mean goes Newton's
 * way with it. Of a Normal posterior that makes the mean the one of all batches seen, whatever the curvature of each.
 */
final class NewtonNumbers implements GlobalNumbers {

    private final boolean[] points;
    private final double[] mean;
    private final double[] precision;
    private @Nullable DMatrixRMaj known;
    private DMatrixRMaj sumKnown;
    private double[] sumShift;
    private double[] sumMean;
    private double[] sumPrecision;
    private int summed;

    NewtonNumbers(NormalNumbers start, boolean[] points) {
        this.points = points;
        this.mean = start.mean();
        this.precision =
                Arrays.stream(start.deviations()).map(sd -> 1 / (sd * sd)).toArray();
        for (int i = 0; i < points.length; i++) {
            precision[i] = points[i] ? Double.POSITIVE_INFINITY : precision[i];
        }
        this.sumKnown = new DMatrixRMaj(mean.length, mean.length);
        this.sumShift = new double[mean.length];
        this.sumMean = new double[mean.length];
        this.sumPrecision = new double[mean.length];
    }

    @Override
    public NormalNumbers now() {
        return numbers(mean, precision);
    }

    private static NormalNumbers numbers(double[] mean, double[] precision) {
        return new NormalNumbers(
                mean,
                Arrays.stream(precision).map(value -> 1 / Math.sqrt(value)).toArray());
    }

    @Override
    public void step(BatchGradient gradient, double rate) {
        BatchGradient.Curvatures curvatures = gradient.curvature().get();
        DMatrixRMaj fresh = curvatures.followed();
        if (!Arrays.stream(fresh.data).allMatch(Double::isFinite)) {
            return;
        }
        DMatrixRMaj before = known;
        DMatrixRMaj now = before == null ? fresh : new DMatrixRMaj(mean.length, mean.length);
        if (before != null) {
            CommonOps_DDRM.add(1 - rate, before, rate, fresh, now);
        }
        known = now;
        double[] deviations = now().deviations();
        double[] units = Arrays.stream(deviations).map(sd -> sd == 0 ? 1 : sd).toArray();
        double[] direction = AbsoluteCurvature.of(now, units).solve(gradient.mean());
        for (int i = 0; i < mean.length; i++) {
            mean[i] += GlobalNumbers.limited(rate * direction[i], deviations[i], gradient.scale());
            if (!points[i]) {
                precision[i] = Sums.towards(precision[i], curvatures.held().get(i, i), before == null ? 1 : rate);
            }
        }
        addToAverage(now);
    }

    private void addToAverage(DMatrixRMaj now) {
        CommonOps_DDRM.addEquals(sumKnown, now);
        for (int i = 0; i < mean.length; i++) {
            for (int j = 0; j < mean.length; j++) {
                sumShift[i] += now.get(i, j) * mean[j];
            }
            sumMean[i] += mean[i];
            sumPrecision[i] += precision[i];
        }
        summed++;
    }

    @Override
    public void forgetAverage() {
        sumKnown = new DMatrixRMaj(mean.length, mean.length);
        sumShift = new double[mean.length];
        sumMean = new double[mean.length];
        sumPrecision = new double[mean.length];
        summed = 0;
    }

    /** Of natural parameters, so that it is exact where the posterior is Normal; of means where curvature is not that of a maximum. */
    @Override
    public NormalNumbers average() {
        if (summed == 0) {
            return now();
        }
        double[] precisions =
                Arrays.stream(sumPrecision).map(sum -> sum / summed).toArray();
        LinearSolverDense<DMatrixRMaj> cholesky = LinearSolverFactory_DDRM.chol(mean.length);
        DMatrixRMaj average = new DMatrixRMaj(mean.length, 1);
        if (mean.length > 0 && cholesky.setA(sumKnown.copy())) {
            cholesky.solve(DMatrixRMaj.wrap(mean.length, 1, sumShift.clone()), average);
            return numbers(average.data, precisions);
        }
        return numbers(Arrays.stream(sumMean).map(sum -> sum / summed).toArray(), precisions);
    }

    @Override
    public void save(Saved to) {
        to.put("mean", mean)
                .put("precision", precision)
                .put("sum of curvature", sumKnown.data)
                .put("sum of shifts", sumShift)
                .put("sum of means", sumMean)
                .put("sum of precisions", sumPrecision)
                .put("summed", summed);
        if (known != null) {
            to.put("curvature", known.data);
        }
    }

    @Override
    public void restore(Saved from) {
        int n = mean.length;
        System.arraycopy(from.get("mean", n), 0, mean, 0, n);
        System.arraycopy(from.get("precision", n), 0, precision, 0, n);
        sumKnown = DMatrixRMaj.wrap(n, n, from.get("sum of curvature", n * n));
        sumShift = from.get("sum of shifts", n);
        sumMean = from.get("sum of means", n);
        sumPrecision = from.get("sum of precisions", n);
        summed = from.count("summed");
        known = from.has("curvature") ? DMatrixRMaj.wrap(n, n, from.get("curvature", n * n)) : null;
    }
}
