package org.platen.inference.vi;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.platen.dsl.model.Model;
import org.platen.dsl.model.Parameter;
import org.platen.dsl.model.Variable;
import org.platen.inference.backend.Executor;
import org.platen.inference.checkpoint.Saved;
import org.platen.inference.data.Binding;
import org.platen.inference.em.Estimates;
import org.platen.inference.engine.Halt;
import org.platen.inference.engine.Progress;
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

    private final Binding binding;
    private final Treatment treatment;
    private final ViOptions options;
    private final Progress.Listener listener;
    private final Halt halt;
    private final StartJournal journal;
    private final PartialDensity density;
    private final DataStarts starts;
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
        this.starts = new DataStarts(model, binding, treatment.roles(), options.seed());
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
            Map<Variable, double[]> values = starts.values(start);
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

    @Override
    public Elbo elbo(Solution solution) {
        density.hold(solution.factors());
        return Elbo.of(density, Objects.requireNonNull(solution.gaussian()), options.accuracy(), options.seed());
    }
}
