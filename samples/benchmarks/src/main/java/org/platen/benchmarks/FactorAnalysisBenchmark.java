package org.platen.benchmarks;

import static org.platen.dsl.distribution.Distributions.normal;
import static org.platen.dsl.expr.Expressions.ones;
import static org.platen.dsl.expr.Expressions.zeros;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.platen.dsl.model.Model;
import org.platen.dsl.model.Space;
import org.platen.inference.data.Data;
import org.platen.inference.em.EmFit;
import org.platen.inference.em.ExactEm;

/**
 * Times fits of factor analysis to the rows that {@code peers/make_factors.py} writes, from the rows in memory until a log-likelihood is reached. Prints one
 * JSON object.
 *
 * <p>Arguments: rows file, n, d, k, log-likelihood to reach, repeats.
 */
public final class FactorAnalysisBenchmark {

    private FactorAnalysisBenchmark() {}

    /** Runs the benchmark. */
    public static void main(String[] arguments) throws IOException {
        int n = Integer.parseInt(arguments[1]);
        int d = Integer.parseInt(arguments[2]);
        int k = Integer.parseInt(arguments[3]);
        double target = Double.parseDouble(arguments[4]);
        double[][] rows = NumberFiles.read(Path.of(arguments[0]), n, d);
        var system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        List<Double> seconds = new ArrayList<>();
        List<Double> processor = new ArrayList<>();
        int iterations = 0;
        String data = "";
        for (int repeat = 0; repeat < Integer.parseInt(arguments[5]); repeat++) {
            List<Long> reached = new ArrayList<>();
            long began = System.nanoTime();
            long used = system.getProcessCpuTime();
            Model factors = factors(d, k);
            EmFit fit = new ExactEm()
                    .tolerance(1e-12)
                    .progress(progress -> {
                        if (progress.objective() >= target && reached.isEmpty()) {
                            reached.addAll(List.of(System.nanoTime(), system.getProcessCpuTime()));
                        }
                    })
                    .fit(factors, Data.of(factors.get("x"), rows));
            if (reached.isEmpty()) {
                throw new IllegalStateException("the fit ended below " + target + ": " + fit.stoppingReason());
            }
            seconds.add((reached.get(0) - began) * 1e-9);
            processor.add((reached.get(1) - used) * 1e-9);
            iterations = (int) fit.trace().stream()
                    .takeWhile(objective -> objective < target)
                    .count();
            data = fit.reduction().orElse("all rows");
        }
        System.out.printf(
                Locale.ROOT,
                "{\"data\": \"%s\", \"iterations\": %d, \"firstSeconds\": %.3f, \"seconds\": %.3f, \"processorSeconds\": %.3f, \"peakResidentBytes\": %d}%n",
                data,
                iterations,
                seconds.get(0),
                median(seconds),
                median(processor),
                PeakMemory.bytes());
    }

    /** The middle one of the later half: by then what is done again and again has been compiled. */
    private static double median(List<Double> numbers) {
        List<Double> later = numbers.subList(numbers.size() / 2, numbers.size());
        return later.stream().sorted().toList().get(later.size() / 2);
    }

    private static Model factors(int d, int k) {
        return Model.declare("factors", m -> {
            var row = m.plate("row");
            var mean = m.parameter("mean", Space.real(d));
            var loading = m.parameter("loading", Space.real(d, k));
            var scale = m.parameter("scale", Space.positive(d));
            var f = m.latent("f", row, normal(zeros(k), ones(k)));
            m.observed("x", row, normal(loading.dot(f).plus(mean), scale));
        });
    }
}
