package org.platen.inference.fit;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.platen.dsl.model.RandomVariable;
import org.platen.dsl.model.Variable;
import org.platen.dsl.shape.ModelException;
import org.platen.inference.backend.Session;
import org.platen.inference.lower.Domains;
import org.platen.inference.lower.Elimination;
import org.platen.inference.lower.Factor;
import org.platen.inference.lower.Joint;
import org.platen.inference.lower.Value;
import org.platen.inference.program.Node;

/**
 * The values of all discrete latent variables that are the most probable together, given the data: along a chain, Viterbi's path (Rabiner 1989, equations 32 to
 * 35). Where several are as probable, one of them.
 *
 * @param values for each variable its value for each element of its plates; NaN beyond the end of a chain
 * @param logProbability the log of their posterior probability
 * @param logDensity the log joint density of them and the data
 */
public record MostProbable(Map<RandomVariable, Tensor> values, double logProbability, double logDensity) {

    private static final String LARGEST = "largest";
    private static final String TOTAL = "total";

    /** A defensive copy. */
    public MostProbable {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** @throws ModelException when the data are impossible whatever the values */
    static MostProbable of(Evaluation at) {
        Joint joint = at.joint();
        List<Factor> factors = at.factors(joint);
        Node total = Elimination.of(
                        joint.scope(), at.layout(), factors, at.roles().enumerated())
                .logEvidence();
        Map<RandomVariable, Value> probes = new LinkedHashMap<>();
        for (RandomVariable variable : at.roles().enumerated()) {
            Value probe = at.probe(joint, variable);
            probes.put(variable, probe);
            factors.add(Factor.of(variable, probe));
        }
        Node largest = Elimination.largest(
                        joint.scope(), at.layout(), factors, at.roles().enumerated())
                .logEvidence();
        Map<String, Node> outputs = new LinkedHashMap<>(Map.of(TOTAL, total, LARGEST, largest));
        probes.forEach((variable, probe) -> outputs.put(
                output(variable), at.slope(joint, largest, probe, at.layout().labels(variable.axes()))));
        Session session = at.run(joint, outputs);
        double logDensity = session.get(LARGEST)[0];
        ModelException.require(
                logDensity > Double.NEGATIVE_INFINITY,
                "model '%s': the data are impossible, whatever the values of %s",
                at.model().name(),
                at.roles().enumerated());
        Map<RandomVariable, Tensor> values = new LinkedHashMap<>();
        for (RandomVariable variable : at.roles().enumerated()) {
            int size = Domains.size(variable);
            values.put(variable, chosen(variable, at.tensor(session, output(variable), variable.axes(), size)));
        }
        return new MostProbable(values, logDensity - session.get(TOTAL)[0], logDensity);
    }

    private static String output(RandomVariable variable) {
        return "values of " + variable.name();
    }

    /** The value that has a one. */
    private static Tensor chosen(RandomVariable variable, Tensor indicators) {
        int size = Domains.size(variable);
        double[] flat = indicators.values();
        double[] values = new double[flat.length / size];
        for (int i = 0; i < values.length; i++) {
            values[i] = flat[i * size];
            for (int value = 0; value < size; value++) {
                values[i] = flat[i * size + value] > 0.5 ? Domains.first(variable) + value : values[i];
            }
        }
        return new Tensor(
                values,
                indicators.axes(),
                indicators.dims().subList(0, indicators.axes().size()));
    }

    /** The values of a variable, with an axis for each of its plates. */
    public Tensor values(Variable variable) {
        Tensor tensor = values.get(variable);
        ModelException.require(
                tensor != null,
                "'%s' has no most probable value here: it is not a discrete latent variable that was summed out; those are %s",
                variable.name(),
                values.keySet());
        return java.util.Objects.requireNonNull(tensor);
    }

    /** The values of a variable, row-major over its plates; −1 beyond the end of a chain. */
    public int[] assignments(Variable variable) {
        double[] flat = values(variable).values();
        return IntStream.range(0, flat.length)
                .map(i -> Double.isNaN(flat[i]) ? -1 : (int) flat[i])
                .toArray();
    }

    /** The values of a variable along a chain, a path for each series. */
    public int[][] paths(Variable variable) {
        int[] all = assignments(variable);
        int length = values(variable).dims().get(values(variable).dims().size() - 1);
        return IntStream.range(0, all.length / length)
                .mapToObj(series -> IntStream.range(series * length, (series + 1) * length)
                        .map(i -> all[i])
                        .filter(value -> value >= 0)
                        .toArray())
                .toArray(int[][]::new);
    }
}
