package org.platen.notes;

import static org.platen.dsl.distribution.Distributions.mixture;
import static org.platen.dsl.distribution.Distributions.normal;
import static org.platen.dsl.expr.Expressions.constant;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.platen.dsl.model.Model;
import org.platen.inference.data.Data;
import org.platen.inference.em.ExactEm;
import org.platen.inference.vi.MeanFieldVi;
import org.platen.models.observed.Gaussian;

/**
 * A Normal q for a density p with two modes. Forward divergence KL(p ‖ q), which maximum likelihood minimises, makes q cover both modes; reverse divergence KL(q ‖ p), which
 * variational inference minimises, makes it seek one of them (Bishop 2006, section 10.1.2 and figure 10.3).
 */
public final class DivergenceDirections {

    private static final double DISTANCE = 2;
    private static final double SCALE = 0.5;
    private static final int DRAWS = 20_000;
    private static final double[] SHARES = {0.5, 0.2};

    private DivergenceDirections() {}

    /**
     * A Normal that was fitted to modes at ±{@value #DISTANCE}, each with standard deviation {@value #SCALE}.
     *
     * @param how what was minimised
     * @param left the probability of the left mode
     */
    public record Approximation(String how, double left, double mean, double scale) {}

    /** Both divergences for each share of the left mode: first the forward one. */
    public static List<Approximation> fitted() {
        List<Approximation> all = new ArrayList<>();
        for (double left : SHARES) {
            all.add(forward(left));
            all.add(reverse(left));
        }
        return all;
    }

    private static Approximation forward(double left) {
        SplittableRandom random = new SplittableRandom(1);
        double[] x = random.doubles(DRAWS)
                .map(u -> (u < left ? -DISTANCE : DISTANCE) + SCALE * random.nextGaussian())
                .toArray();
        Model q = Gaussian.maximumLikelihood();
        var fit = new ExactEm().fit(q, Data.of(q.get("x"), x));
        return new Approximation(
                "forward KL(p || q)",
                left,
                fit.estimate("mean").value(),
                fit.estimate("scale").value());
    }

    private static Approximation reverse(double left) {
        Model p = Model.declare(
                "two modes",
                m -> m.latent(
                        "x", mixture(constant(left, 1 - left), normal(-DISTANCE, SCALE), normal(DISTANCE, SCALE))));
        var x = new MeanFieldVi().fit(p, Data.none()).posterior().get("x");
        return new Approximation(
                "reverse KL(q || p)",
                left,
                x.mean().value(),
                x.standardDeviation().value());
    }

    /** Prints the table. */
    public static void main(String[] arguments) {
        System.out.printf(
                Locale.ROOT, "p: modes at -%.1f and %.1f, standard deviation %.1f%n", DISTANCE, DISTANCE, SCALE);
        System.out.printf("%-20s %10s %8s %8s%n", "q minimises", "left mode", "mean", "scale");
        for (Approximation q : fitted()) {
            System.out.printf(Locale.ROOT, "%-20s %10.1f %8.3f %8.3f%n", q.how(), q.left(), q.mean(), q.scale());
        }
    }
}
