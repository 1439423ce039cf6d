package org.platen.benchmarks;

import static org.platen.dsl.distribution.Distributions.halfCauchy;
import static org.platen.dsl.distribution.Distributions.normal;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;
import org.platen.dsl.model.Model;
import org.platen.inference.criticism.Convergence;
import org.platen.inference.data.Data;
import org.platen.inference.mcmc.Nuts;
import org.platen.inference.mcmc.NutsFit;
import org.platen.inference.mcmc.SamplerStatistics;

/**
 * Times the No-U-Turn sampler on the eight schools (Rubin 1981) in their non-centred form: 4 chains of 1000 iterations of warm-up and 1000 draws, whole fits
 * after others have warmed up the JVM. Prints one JSON object.
 *
 * <p>Arguments: number of fits, threads.
 */
public final class NutsBenchmark {

    private static final int WARM_UP = 10;
    private static final double[] EFFECTS = {28, 8, -3, 7, -1, 1, 18, 12};
    private static final double[] ERRORS = {15, 10, 16, 11, 9, 11, 10, 18};

    private NutsBenchmark() {}

    /** Runs the benchmark. */
    public static void main(String[] arguments) {
        int fits = Integer.parseInt(arguments[0]);
        Nuts engine = new Nuts().threads(Integer.parseInt(arguments[1]));
        Model schools = schools();
        Data data = Data.of(schools.get("y"), EFFECTS).and(schools.get("error"), ERRORS);
        long started = System.nanoTime();
        NutsFit fit = engine.fit(schools, data);
        double first = (System.nanoTime() - started) * 1e-9;
        for (int i = 0; i < WARM_UP; i++) {
            engine.seed(i).fit(schools, data);
        }
        var system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        double[] warm = new double[fits];
        double[] processor = new double[fits];
        for (int i = 0; i < fits; i++) {
            long began = System.nanoTime();
            long used = system.getProcessCpuTime();
            fit = engine.seed(i + 1).fit(schools, data);
            warm[i] = (System.nanoTime() - began) * 1e-9;
            processor[i] = (system.getProcessCpuTime() - used) * 1e-9;
        }
        Arrays.sort(warm);
        Arrays.sort(processor);
        System.out.printf(
                Locale.ROOT,
                "{\"seconds\": %.4f, \"fastest\": %.4f, \"processorSeconds\": %.4f, \"firstSeconds\": %.3f, \"leapfrogSteps\": %d, \"divergences\": %d, \"mu\": %.3f, \"tau\": %.3f,"
                        + " \"bulkSizeOfMu\": %.0f}%n",
                warm[warm.length / 2],
                warm[0],
                processor[fits / 2],
                first,
                fit.statistics().stream().mapToInt(NutsBenchmark::steps).sum(),
                fit.divergences(),
                fit.estimate("mu").value(),
                fit.estimate("tau").value(),
                Convergence.bulkSize(fit.draws().chains(schools.get("mu"), 0)));
    }

    private static int steps(SamplerStatistics chain) {
        return IntStream.of(chain.steps()).sum();
    }

    private static Model schools() {
        return Model.declare("eight schools", m -> {
            var school = m.plate("school");
            var error = m.given("error", school);
            var mu = m.latent("mu", normal(0, 5));
            var tau = m.latent("tau", halfCauchy(5));
            var z = m.latent("z", school, normal(0, 1));
            m.observed("y", school, normal(mu.plus(tau.times(z)), error));
        });
    }
}
