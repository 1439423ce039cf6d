package org.platen.inference.vi;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.platen.dsl.model.Model;
import org.platen.dsl.model.Parameter;
import org.platen.dsl.model.Variable;
import org.platen.inference.backend.Executor;
import org.platen.inference.checkpoint.Saved;
import org.platen.inference.data.Binding;
import org.platen.inference.em.Estimates;
import org.platen.inference.em.Starts;
import org.platen.inference.engine.Halt;
import org.platen.inference.engine.Progress;
import org.platen.inference.fit.NetworkStarts;
import org.platen.inference.fit.Streams;
import org.platen.inference.jvm.JvmBackend;
import org.platen.inference.lower.Layout;
import org.platen.inference.unconstrained.Scales;
import org.platen.inference.vi.conjugate.PartialDensity;
import org.platen.inference.vi.conjugate.VariationalProgram;

/**
 * Factors of conjugate variables take turns with the Normal approximation of all others (Khan and Lin 2017, "Conjugate-computation variational inference"): the factors
 * are the best ones given draws of the others, and those climb the expected log density under the factors.
 */
final class Mixed implements Approach {

    private static final double JITTER = 0.5;

    private final Binding binding;
    private final Treatment treatment;
    private final ViOptions options;
    private final Progress.Listener listener;
    private final Halt halt;
    private final StartJournal journal;
    private final PartialDensity density;
    private final Starts starts;
    private final Scales all;
    private final Scales unconstrained;

    Mixed(
            Model model,
            Binding binding,
            Treatment treatment,
            ViOptions options,
            Progress.Listener listener,
            Halt halt,
            Executor executor,
            StartJournal journal) {
        this.binding = binding;
        this.treatment = treatment;
        this.options = options;
        this.listener = listener;
        this.halt = halt;
        this.journal = journal;
        Layout layout = Layout.of(model, binding, treatment.roles());
        VariationalProgram program = new VariationalProgram(
                model,
                layout,
                treatment.roles(),
                treatment.conjugacy(),
                treatment.unconstrained(),
                false,
                new JvmBackend());
        this.density = new PartialDensity(model, binding, program, treatment.unconstrained(), executor);
        this.starts = new Starts(model, layout, treatment.roles());
        this.all =
                Scales.of(model, binding, treatment.roles(), treatment.roles().estimated(), new JvmBackend());
        this.unconstrained = Scales.of(model, binding, treatment.roles(), treatment.unconstrained(), new JvmBackend());
    }

    private final NaturalGradient.Partner partner = new NaturalGradient.Partner() {

        @Override
        public void move(double[][] points, double rate) {
            density.moveFactors(points, rate);
        }

        @Override
        public void save(Saved to) {
            density.save(to);
        }

        @Override
        public void restore(Saved from) {
            density.restore(from);
        }
    };

    @Override
    public List<Solution> solutions(int count) {
        List<Solution> solutions = new ArrayList<>();
        for (int start = 0; start < count && (start == 0 || halt.reason() == null); start++) {
            int number = start;
            Solution ended = journal.ended(start);
            if (ended != null) {
                solutions.add(ended);
                continue;
            }
            Map<Variable, double[]> values = values(start);
            double[] from = unconstrained.point(values);
            density.start(new Estimates(values), new double[][] {from});
            NaturalGradient.Watch watch = (iteration, bound, gain) -> {
                listener.on(new Progress(number, count, iteration, bound, gain, halt.elapsed()));
                return halt.reason();
            };
            boolean[] points = density.coordinates().of(Parameter.class);
            Ascent ascent = NaturalGradient.ascent(density, options, from, points, partner, watch, journal.of(start));
            solutions.add(journal.returned(start, Solution.of(density.factors(), ascent)));
        }
        return solutions;
    }

    /** Values in the units of the data, with jitter in unconstrained numbers so that what is alike becomes different. */
    private Map<Variable, double[]> values(int number) {
        Estimates neutral = starts.neutral(options.seed(), number);
        double[] point = all.point(neutral.values());
        UniformRandomProvider random = Streams.of(options.seed(), "start " + number);
        ZigguratSampler.NormalizedGaussian normal = ZigguratSampler.NormalizedGaussian.of(random);
        for (int i = 0; i < point.length; i++) {
            point[i] += JITTER * normal.sample();
        }
        Map<Variable, double[]> values = new LinkedHashMap<>(neutral.values());
        values.putAll(all.values(point));
        values.replaceAll((variable, value) ->
                NetworkStarts.of(variable, options.seed(), number).orElse(value));
        return values;
    }

    @Override
    public Elbo elbo(Solution solution) {
        density.hold(solution.factors());
        return Elbo.of(density, Objects.requireNonNull(solution.gaussian()), options.accuracy(), options.seed());
    }
}
