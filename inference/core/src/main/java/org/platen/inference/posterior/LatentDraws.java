package org.platen.inference.posterior;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import org.apache.commons.rng.UniformRandomProvider;
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

    /** Variables that are jointly Normal. */
    private static final class Group {

        private final NormalVectors vectors;
        private final Session posterior;
        private final Session values;
        private final Map<RandomVariable, IntPredicate> exists = new LinkedHashMap<>();
        private @Nullable Map<Variable, double[]> last;
        private VectorDraws draws;

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
            this.draws = new VectorDraws(vectors.size(), vectors.instants(), List.of());
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
                List<VectorDraws.Kind> kinds = new ArrayList<>();
                for (int k = 0; k < vectors.kinds().size(); k++) {
                    boolean moves = vectors.kinds().get(k).pairFactor() != null;
                    kinds.add(new VectorDraws.Kind(
                            posterior.get(PROBABILITY + k),
                            posterior.get(MEAN + k),
                            posterior.get(FACTOR + k),
                            moves ? posterior.get(PAIRS + k) : new double[0]));
                }
                draws = new VectorDraws(vectors.size(), vectors.instants(), kinds);
                last = estimated;
            }
            values.set(vectors.vectors(), draws.drawn(random));
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
    }
}
