package org.platen.inference.em.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.platen.dsl.distribution.Categorical;
import org.platen.dsl.distribution.Dirichlet;
import org.platen.dsl.distribution.Distribution;
import org.platen.dsl.distribution.Multinomial;
import org.platen.dsl.distribution.OneHotCategorical;
import org.platen.dsl.distribution.Parameterisation;
import org.platen.dsl.expr.Element;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.model.RandomVariable;
import org.platen.dsl.model.Variable;
import org.platen.inference.lower.Term;
import org.platen.inference.lower.Value;

/**
 * The probabilities of Categorical, OneHotCategorical and Multinomial variables: expected counts over their sum, with a Dirichlet prior its concentration
 * less one added (Bishop 2006, equations 2.33 and 9.22).
 */
public final class Probabilities implements Rule {

    private record Use(String counts, int[] entries) {}

    @Override
    public String name() {
        return "Categorical probabilities";
    }

    @Override
    public boolean entryByEntry() {
        return false;
    }

    @Override
    public Optional<Update> match(Variable target, List<Term> users, Workbench workbench) {
        Spread prior = null;
        if (target instanceof RandomVariable random) {
            Cell cell = new Cell(target.axes(), Map.of(), target.shape());
            prior = random.distribution() instanceof Dirichlet dirichlet
                    ? workbench.argument(cell, dirichlet.concentration()).orElse(null)
                    : null;
            if (prior == null) {
                return Optional.empty();
            }
        }
        List<Use> uses = new ArrayList<>();
        for (Term user : users) {
            Expr vector = vector(user.distribution());
            Read read = vector == null
                    ? null
                    : Read.of(vector).filter(r -> r.target() == target).orElse(null);
            Cell cell =
                    read == null ? null : Cell.of(List.of(read), target.shape()).orElse(null);
            if (cell == null) {
                return Optional.empty();
            }
            uses.add(new Use(counts(user, cell, workbench), workbench.entries(cell, target)));
        }
        Spread own = prior;
        int size = target.shape().size();
        String self = workbench.argument(target);
        return uses.isEmpty() && own == null
                ? Optional.empty()
                : Optional.of(numbers -> next(uses, own, size, numbers, self));
    }

    private static @Nullable Expr vector(Distribution distribution) {
        if (distribution instanceof Categorical family && family.parameterisation() == Parameterisation.PROBABILITIES) {
            return family.vector();
        } else if (distribution instanceof OneHotCategorical family
                && family.parameterisation() == Parameterisation.PROBABILITIES) {
            return family.vector();
        } else if (distribution instanceof Multinomial family
                && family.parameterisation() == Parameterisation.PROBABILITIES) {
            return family.vector();
        }
        return null;
    }

    private static String counts(Term user, Cell cell, Workbench workbench) {
        Value weight = VectorCells.weight(workbench, user);
        if (user.distribution() instanceof Categorical) {
            return workbench.sum(
                    cell,
                    probe -> new Element(probe, user.variable()),
                    weight,
                    workbench.scope().number(1));
        }
        return workbench.sum(cell, weight, workbench.value(user));
    }

    private static double[] next(List<Use> uses, @Nullable Spread prior, int size, Numbers numbers, String self) {
        double[] next = numbers.now(self).clone();
        double[] counts = new double[next.length];
        for (Use use : uses) {
            double[] own = numbers.statistic(use.counts);
            for (int i = 0; i < own.length; i++) {
                counts[use.entries[i]] += own[i];
            }
        }
        double[] concentration = prior == null ? null : prior.now(numbers);
        for (int at = 0; at < next.length; at += size) {
            double[] one = java.util.Arrays.copyOfRange(counts, at, at + size);
            double[] alpha = concentration == null ? null : java.util.Arrays.copyOfRange(concentration, at, at + size);
            double[] mode = mode(one, alpha);
            if (mode != null) {
                System.arraycopy(mode, 0, next, at, size);
            }
        }
        return next;
    }

    /** Counts, plus a Dirichlet's concentration less one, over their sum; null when nothing is left to divide. */
    static double @Nullable [] mode(double[] counts, double @Nullable [] concentration) {
        double[] mode = counts.clone();
        double sum = 0;
        for (int i = 0; i < mode.length; i++) {
            mode[i] = Math.max(0, counts[i] + (concentration == null ? 0 : concentration[i] - 1));
            sum += mode[i];
        }
        if (!(sum > 0)) {
            return null;
        }
        for (int i = 0; i < mode.length; i++) {
            mode[i] /= sum;
        }
        return mode;
    }
}
