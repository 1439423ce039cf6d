package org.platen.inference.posterior;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.jspecify.annotations.Nullable;
import org.platen.dsl.model.RandomVariable;
import org.platen.dsl.model.Variable;
import org.platen.inference.backend.LocalExecutor;
import org.platen.inference.backend.Session;
import org.platen.inference.data.Binding;
import org.platen.inference.fit.Streams;
import org.platen.inference.jvm.JvmBackend;
import org.platen.inference.lower.Joint;
import org.platen.inference.lower.Layout;
import org.platen.inference.lower.NormalVectors;
import org.platen.inference.lower.Roles;
import org.platen.inference.program.Node;
import org.platen.inference.program.Program;

/**
 * Draws of latent variables that are integrated out, each from its exact distribution given a draw of everything that is estimated: along a chain forwards, each
 * instant given the one before it and all data (Rue and Held 2005, section 2.4). For one thread at a time.
 */
public final class LatentDraws {

    private static final String AT = "at/";
    private static final String PROBABILITY = "probability";
    private static final String MEAN = "mean";
    private static final String FACTOR = "factor";
    private static final String PAIRS = "pairs";

    private final Roles roles;
    private final List<Group> groups;

    private LatentDraws(Roles roles, List<Group> groups) {
        this.roles = roles;
        this.groups = groups;
    }

    /**
     * Draws with those of the latent variables that {@code roles} say are integrated out.
     *
     * @param draws of everything that is estimated; none where nothing is
     * @param count how many, in one chain
     */
    public static Draws with(Binding binding, Roles roles, Draws draws, int count, long seed) {
        if (roles.integrated().stream().allMatch(RandomVariable::isObserved) || !binding.isKnown()) {
            return draws;
        }
        Map<Variable, double[][][]> all = new LinkedHashMap<>();
        draws.variables().forEach(variable -> all.put(variable, new double[][][] {values(draws, variable)}));
        LatentDraws latent = of(binding, roles);
        UniformRandomProvider random = Streams.of(seed, "draws of " + roles.integrated());
        for (int i = 0; i < count; i++) {
            int draw = i;
            latent.at(draws.size() == 0 ? Map.of() : draws.at(0, draw), random)
                    .forEach((variable, value) ->
                            all.computeIfAbsent(variable, key -> new double[1][count][])[0][draw] = value);
        }
        return Draws.of(binding, all);
    }

    private static double[][] values(Draws draws, Variable variable) {
        double[][] values = new double[draws.perChain()][];
        Arrays.setAll(values, i -> draws.at(variable, 0, i));
        return values;
    }

    private static LatentDraws of(Binding binding, Roles roles) {
        Joint joint = new Joint(binding.model(), new Layout(binding, null), roles);
        return new LatentDraws(
                roles,
                joint.integration(joint.lowering(AT)).vectors().stream()
                        .map(vectors -> new Group(joint, vectors))
                        .toList());
    }

    private Map<RandomVariable, double[]> at(Map<Variable, double[]> values, UniformRandomProvider random) {
        Map<Variable, double[]> estimated = new LinkedHashMap<>(values);
        estimated.keySet().retainAll(roles.estimated());
        Map<RandomVariable, double[]> drawn = new LinkedHashMap<>();
        groups.forEach(group -> drawn.putAll(group.at(estimated, random)));
        return drawn;
    }

    /** The posterior at certain values of discrete variables, as {@link NormalVectors.Kind} has it. */
    private record Kind(double[] probability, double[] mean, double[] factor, double[] pairs) {}

    /** Variables that are jointly Normal. */
    private static final class Group {

        private final NormalVectors vectors;
        private final Session posterior;
        private final Session values;
        private final Map<RandomVariable, IntPredicate> exists = new LinkedHashMap<>();
        private @Nullable Map<Variable, double[]> last;
        private final List<Kind> kinds = new ArrayList<>();

        Group(Joint joint, NormalVectors vectors) {
            this.vectors = vectors;
            Map<String, Node> outputs = new LinkedHashMap<>();
            for (int k = 0; k < vectors.kinds().size(); k++) {
                NormalVectors.Kind kind = vectors.kinds().get(k);
                outputs.put(PROBABILITY + k, kind.probability());
                outputs.put(MEAN + k, kind.mean());
                outputs.put(FACTOR + k, kind.factor());
                if (kind.pairFactor() != null) {
                    outputs.put(PAIRS + k, kind.pairFactor());
                }
            }
            this.posterior = session(joint, outputs);
            Map<String, Node> made = new LinkedHashMap<>();
            vectors.values().forEach((variable, node) -> {
                made.put(variable.name(), node);
                exists.put(variable, joint.layout().binding().exists(variable.axes()));
            });
            this.values = session(joint, made);
        }

        private static Session session(Joint joint, Map<String, Node> outputs) {
            Session session = new JvmBackend().compile(Program.of(outputs)).session(new LocalExecutor(1));
            joint.bindData(session);
            return session;
        }

        Map<RandomVariable, double[]> at(Map<Variable, double[]> estimated, UniformRandomProvider random) {
            if (!isLast(estimated)) {
                estimated.forEach((variable, value) -> posterior.set(AT + variable.name(), value));
                posterior.run(1);
                kinds.clear();
                for (int k = 0; k < vectors.kinds().size(); k++) {
                    boolean moves = vectors.kinds().get(k).pairFactor() != null;
                    kinds.add(new Kind(
                            posterior.get(PROBABILITY + k),
                            posterior.get(MEAN + k),
                            posterior.get(FACTOR + k),
                            moves ? posterior.get(PAIRS + k) : new double[0]));
                }
                last = estimated;
            }
            values.set(vectors.vectors(), drawn(random));
            values.run(1);
            Map<RandomVariable, double[]> drawn = new LinkedHashMap<>();
            exists.forEach((variable, there) -> {
                double[] own = values.get(variable.name()).clone();
                int size = variable.shape().size();
                for (int i = 0; i < own.length; i++) {
                    own[i] = there.test(i / size) ? own[i] : Double.NaN;
                }
                drawn.put(variable, own);
            });
            return drawn;
        }

        /** Where all that is estimated has one value, the posterior is the same for all draws. */
        private boolean isLast(Map<Variable, double[]> estimated) {
            Map<Variable, double[]> before = last;
            return before != null
                    && estimated.entrySet().stream()
                            .allMatch(one -> Arrays.equals(one.getValue(), before.get(one.getKey())));
        }

        private double[] drawn(UniformRandomProvider random) {
            int n = vectors.size();
            ZigguratSampler.NormalizedGaussian normal = ZigguratSampler.NormalizedGaussian.of(random);
            double[] drawn = new double[kinds.get(0).mean.length];
            double[] noise = new double[n];
            Kind kind = kinds.get(0);
            for (int vector = 0; vector < drawn.length / n; vector++) {
                Arrays.setAll(noise, i -> normal.sample());
                boolean first = vector % vectors.instants() == 0;
                kind = first ? kind(vector, random) : kind;
                System.arraycopy(kind.mean, vector * n, drawn, vector * n, n);
                if (first) {
                    add(drawn, vector * n, kind.factor, vector * n * n, n, noise);
                } else {
                    step(drawn, kind, vector, noise);
                }
            }
            return drawn;
        }

        /** By its probability. */
        private Kind kind(int vector, UniformRandomProvider random) {
            if (kinds.size() == 1) {
                return kinds.get(0);
            }
            double left = random.nextDouble();
            Kind drawn = kinds.get(0);
            for (Kind kind : kinds) {
                if (left < 0) {
                    break;
                }
                drawn = kind.probability[vector] > 0 ? kind : drawn;
                left -= kind.probability[vector];
            }
            return drawn;
        }

        /** With L₁₁, L₂₁ and L₂₂ the blocks of the factor: mean + L₂₁ L₁₁⁻¹ (preceding − its mean) + L₂₂ noise. */
        private void step(double[] drawn, Kind kind, int vector, double[] noise) {
            double[] pairs = kind.pairs;
            int n = vectors.size();
            int from = vector * 4 * n * n;
            double[] both = new double[2 * n];
            for (int i = 0; i < n; i++) {
                double rest = drawn[(vector - 1) * n + i] - kind.mean[(vector - 1) * n + i];
                for (int j = 0; j < i; j++) {
                    rest -= pairs[from + i * 2 * n + j] * both[j];
                }
                both[i] = rest / pairs[from + i * 2 * n + i];
            }
            System.arraycopy(noise, 0, both, n, n);
            add(drawn, vector * n, pairs, from + 2 * n * n, 2 * n, both);
        }

        /** Adds a matrix times a vector, of {@link NormalVectors#size} rows. */
        private void add(double[] to, int at, double[] matrix, int from, int columns, double[] times) {
            for (int i = 0; i < vectors.size(); i++) {
                for (int j = 0; j < columns; j++) {
                    to[at + i] += matrix[from + i * columns + j] * times[j];
                }
            }
        }
    }
}
