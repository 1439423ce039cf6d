package org.platen.notes;

import static org.platen.dsl.distribution.Distributions.normal;
import static org.platen.dsl.expr.Expressions.ones;
import static org.platen.dsl.expr.Expressions.zeros;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.platen.dsl.model.Model;
import org.platen.dsl.model.Space;
import org.platen.inference.amortized.AmortizedFit;
import org.platen.inference.amortized.AmortizedVi;
import org.platen.inference.data.Data;
import org.platen.inference.jvm.JvmBackend;
import org.platen.inference.train.Optimizer;
import org.platen.inference.train.Schedule;

/**
 * Estimates of log p(x) of a model with a latent number, whose exact value is known: by naive Monte Carlo, the log of an average over draws of the prior; by importance
 * sampling, the log of an average over draws of q; and by the evidence lower bound. The log of an average is too low on average, log E w ≥ E log of an average of w (Jensen), and
 * the less so the more draws there are (Burda, Grosse and Salakhutdinov 2016, theorem 1).
 */
public final class EvidenceEstimates {

    private static final int COLUMNS = 6;
    private static final int ROWS = 600;
    private static final double NOISE = 0.3;
    private static final int EPOCHS = 150;

    private EvidenceEstimates() {}

    /**
     * Estimates beside the exact log densities of all rows.
     *
     * @param how by what, and from how many draws a row
     * @param error the average of estimate − exact over the rows: what is left of it with many rows is bias
     */
    public record Estimate(String how, int draws, double error) {}

    /** Naive Monte Carlo and importance sampling with more and more draws, then the bound. */
    public static List<Estimate> compared() {
        Model model = model();
        double[][] rows = rows();
        Data data = Data.of(model.get("x"), rows);
        AmortizedFit fit = new AmortizedVi()
                .backend(new JvmBackend())
                .epochs(EPOCHS)
                .batchSize(100)
                .optimizer(Optimizer.adam(Schedule.cosineDecay(2e-2, 1e-4, EPOCHS * ROWS / 100)))
                .fit(model, data);
        double exact = exact(fit, rows);
        List<Estimate> all = new ArrayList<>();
        for (int draws : new int[] {1, 10, 50, 500}) {
            all.add(new Estimate(
                    "naive Monte Carlo",
                    draws,
                    fit.naiveLogEvidence(data, draws).mean() - exact));
        }
        for (int draws : new int[] {1, 10, 50, 500}) {
            all.add(new Estimate(
                    "importance sampling", draws, fit.logEvidence(data, draws).mean() - exact));
        }
        all.add(new Estimate("evidence lower bound", 1, fit.elbo(data).bound() - exact));
        return all;
    }

    /** x = w z + b + noise, and an approximation of z that is affine in x with one standard deviation: the true posterior is of that form. */
    private static Model model() {
        return Model.declare("line", m -> {
            var row = m.plate("row");
            var weight = m.parameter("weight", Space.real(COLUMNS));
            var bias = m.parameter("bias", Space.real(COLUMNS));
            var noise = m.parameter("noise", Space.positive());
            var encoder = m.network("encoder", COLUMNS, net -> net.dense(1));
            var spread = m.parameter("spread", Space.positive(1));
            var z = m.latent("z", row, normal(zeros(1), ones(1)));
            var x = m.observed("x", row, normal(weight.times(z.entry(0)).plus(bias), noise));
            m.amortize(z, normal(encoder.of(x), spread));
        });
    }

    private static double[][] rows() {
        SplittableRandom random = new SplittableRandom(1);
        double[][] rows = new double[ROWS][COLUMNS];
        for (double[] row : rows) {
            double z = random.nextGaussian();
            Arrays.setAll(row, i -> (i + 1) * 0.3 * z + NOISE * random.nextGaussian());
        }
        return rows;
    }

    /** The average log density of Normal(b, w wᵀ + s² I), by the inverse and determinant of a rank-one update. */
    private static double exact(AmortizedFit fit, double[][] rows) {
        double[] w = fit.estimate("weight").values();
        double[] b = fit.estimate("bias").values();
        double variance = Math.pow(fit.estimate("noise").value(), 2);
        double length = Arrays.stream(w).map(x -> x * x).sum();
        double logDeterminant = COLUMNS * Math.log(variance) + Math.log1p(length / variance);
        double sum = 0;
        for (double[] row : rows) {
            double squares = 0;
            double along = 0;
            for (int i = 0; i < COLUMNS; i++) {
                double residual = row[i] - b[i];
                squares += residual * residual;
                along += w[i] * residual;
            }
            double distance = (squares - along * along / (variance + length)) / variance;
            sum -= 0.5 * (COLUMNS * Math.log(2 * Math.PI) + logDeterminant + distance);
        }
        return sum / rows.length;
    }

    /** Prints the table. */
    public static void main(String[] arguments) {
        System.out.printf("%-22s %6s %12s%n", "estimate of log p(x)", "draws", "error, nats");
        for (Estimate estimate : compared()) {
            System.out.printf(Locale.ROOT, "%-22s %6d %12.4f%n", estimate.how(), estimate.draws(), estimate.error());
        }
    }
}
