package org.platen.inference.em.rule;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.jspecify.annotations.Nullable;
import org.platen.dsl.distribution.Distribution;
import org.platen.dsl.distribution.MultivariateNormal;
import org.platen.dsl.distribution.Normal;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.model.RandomVariable;
import org.platen.dsl.model.Variable;
import org.platen.dsl.shape.Shape;
import org.platen.inference.lower.Term;
import org.platen.inference.lower.Value;

/**
 * The mean vector of multivariate Normal variables: the average of what is observed, or with a multivariate Normal or independent Normal prior the
 * precision-weighted average with it (Bishop 2006, equations 2.141 and 9.24). Deviations from the previous mean are summed.
 */
public final class VectorMean implements Rule {

    private record Use(String count, String deviation, Precision precision, int[] elements) {}

    private record Prior(Spread mean, Precision precision) {}

    @Override
    public String name() {
        return "MultivariateNormal mean";
    }

    @Override
    public boolean entryByEntry() {
        return false;
    }

    @Override
    public Optional<Update> match(Variable target, List<Term> users, Workbench workbench) {
        if (target.shape().rank() != 1) {
            return Optional.empty();
        }
        Prior prior = null;
        if (target instanceof RandomVariable random) {
            prior = prior(random, workbench);
            if (prior == null) {
                return Optional.empty();
            }
        }
        List<Use> uses = Uses.all(users, user -> use(target, user, workbench));
        if (uses == null) {
            return Optional.empty();
        }
        Prior own = prior;
        int size = target.shape().size();
        String self = workbench.argument(target);
        return Optional.of(numbers -> next(uses, own, size, numbers, self));
    }

    private static @Nullable Prior prior(RandomVariable target, Workbench workbench) {
        Distribution distribution = target.distribution();
        Cell cell = new Cell(target.axes(), Map.of(), target.shape());
        Expr mean = distribution instanceof MultivariateNormal normal
                ? normal.mean()
                : distribution instanceof Normal normal ? normal.mean() : null;
        Spread centre = mean == null ? null : workbench.argument(cell, mean).orElse(null);
        Precision precision = Precision.of(distribution, cell, workbench).orElse(null);
        return centre == null || precision == null ? null : new Prior(centre, precision);
    }

    private static @Nullable Use use(Variable target, Term user, Workbench workbench) {
        if (!(user.distribution() instanceof MultivariateNormal normal) || Users.mentions(normal.spread(), target)) {
            return null;
        }
        Read mean =
                Read.of(normal.mean()).filter(read -> read.target() == target).orElse(null);
        Cell cell = mean == null ? null : Cells.of(user, mean, normal.spread()).orElse(null);
        Precision precision =
                cell == null ? null : Precision.of(normal, cell, workbench).orElse(null);
        if (cell == null || precision == null) {
            return null;
        }
        Value deviation =
                workbench.quantity(user, VectorCells.deviation(user, normal)).mean();
        Value weight = VectorCells.weight(workbench, user);
        return new Use(
                workbench.sum(cell.withEvent(Shape.SCALAR), weight),
                workbench.sum(cell, weight, deviation),
                precision,
                workbench.elements(cell, target));
    }

    private static double[] next(List<Use> uses, @Nullable Prior prior, int size, Numbers numbers, String self) {
        double[] previous = numbers.old(self);
        int elements = previous.length / size;
        double[] next = previous.clone();
        for (int element = 0; element < elements; element++) {
            DMatrixRMaj total = new DMatrixRMaj(size, size);
            DMatrixRMaj pull = new DMatrixRMaj(size, 1);
            double[] plainPull = new double[size];
            double plainCount = 0;
            boolean oneSpread = prior == null;
            int spreadSeen = -1;
            for (Use use : uses) {
                double[] count = numbers.statistic(use.count);
                double[] deviation = numbers.statistic(use.deviation);
                for (int cell = 0; cell < count.length; cell++) {
                    if (use.elements[cell] != element) {
                        continue;
                    }
                    oneSpread &= uses.size() == 1 && (spreadSeen < 0 || spreadSeen == use.precision.entry(cell));
                    spreadSeen = use.precision.entry(cell);
                    plainCount += count[cell];
                    for (int i = 0; i < size; i++) {
                        plainPull[i] += deviation[cell * size + i];
                    }
                    if (prior != null || !oneSpread || cellsOf(use, element) > 1) {
                        add(use.precision.at(cell, numbers), count[cell], deviation, cell * size, total, pull);
                    }
                }
            }
            if (oneSpread) {
                for (int i = 0; i < size && plainCount > 0; i++) {
                    next[element * size + i] += plainPull[i] / plainCount;
                }
                continue;
            }
            if (prior != null) {
                double[] centre = prior.mean.now(numbers);
                double[] away = new double[size];
                for (int i = 0; i < size; i++) {
                    away[i] = centre[element * size + i] - previous[element * size + i];
                }
                add(prior.precision.at(element, numbers), 1, away, 0, total, pull);
            }
            solve(total, pull);
            for (int i = 0; i < size; i++) {
                next[element * size + i] += pull.get(i);
            }
        }
        return next;
    }

    private static long cellsOf(Use use, int element) {
        return java.util.Arrays.stream(use.elements).filter(e -> e == element).count();
    }

    /** total += count · precision and pull += precision · deviation. */
    private static void add(
            DMatrixRMaj precision, double count, double[] deviation, int at, DMatrixRMaj total, DMatrixRMaj pull) {
        int size = total.numRows;
        CommonOps_DDRM.add(total, count, precision, total);
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                pull.add(i, 0, precision.get(i, j) * deviation[at + j]);
            }
        }
    }

    private static void solve(DMatrixRMaj total, DMatrixRMaj pull) {
        var solver = LinearSolverFactory_DDRM.chol(total.numRows);
        if (solver.setA(total.copy())) {
            solver.solve(pull.copy(), pull);
        } else {
            pull.zero();
        }
    }
}
