package org.platen.inference.fit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import org.platen.dsl.model.Model;
import org.platen.dsl.model.RandomVariable;
import org.platen.dsl.model.Variable;
import org.platen.dsl.shape.ModelException;
import org.platen.inference.data.Binding;
import org.platen.inference.data.Column;
import org.platen.inference.lower.Affine;
import org.platen.inference.lower.Conditional;
import org.platen.inference.lower.Domains;
import org.platen.inference.lower.Joint;
import org.platen.inference.lower.Layout;
import org.platen.inference.lower.Prediction;
import org.platen.inference.lower.Roles;
import org.platen.inference.lower.Term;
import org.platen.inference.lower.TotalMoments;

/**
 * What missing values are expected to be given everything that is observed, at the estimates of the parameters; discrete and continuous latent variables are
 * averaged over. Immutable.
 */
public final class Imputation {

    private static final String AT = "at/";
    private static final String MEAN = "mean ";
    private static final String VARIANCE = "variance ";
    private static final String PROBABILITIES = "probabilities ";

    private final Model model;
    private final Map<RandomVariable, Column> columns;
    private final Map<String, Tensor> answers;
    private final Map<RandomVariable, String> refusals;

    private Imputation(
            Model model,
            Map<RandomVariable, Column> columns,
            Map<String, Tensor> answers,
            Map<RandomVariable, String> refusals) {
        this.model = model;
        this.columns = Collections.unmodifiableMap(columns);
        this.answers = answers;
        this.refusals = refusals;
    }

    /** Of every observed variable with missing entries, at the given values of the estimated variables. */
    public static Imputation of(Model model, Binding binding, Roles roles, Map<Variable, double[]> estimates) {
        return each(model, binding, roles, List.of(estimates)).get(0);
    }

    /** The same averaged over values of the estimated variables: variances are the mean variance plus the variance of the means. */
    public static Imputation averaged(
            Model model, Binding binding, Roles roles, List<Map<Variable, double[]>> estimates) {
        return averaged(each(model, binding, roles, estimates));
    }

    private static List<Imputation> each(
            Model model, Binding binding, Roles roles, List<Map<Variable, double[]>> estimates) {
        Map<RandomVariable, Column> columns = new LinkedHashMap<>();
        for (RandomVariable observed : model.observed()) {
            Column column = binding.columns().get(observed);
            if (column != null && column.hasMissing()) {
                columns.put(observed, column);
            }
        }
        Joint joint = new Joint(model, Layout.of(model, binding, roles), roles);
        Prediction prediction = Prediction.of(joint, AT);
        Map<RandomVariable, String> refusals = new LinkedHashMap<>();
        List<Conditional> moments = new ArrayList<>();
        List<Conditional> probabilities = new ArrayList<>();
        for (RandomVariable variable : columns.keySet()) {
            Optional<RandomVariable> parent = leftOut(model, roles, columns, variable);
            if (parent.isPresent()) {
                refusals.put(
                        variable,
                        String.format(
                                "'%s' depends on missing values of '%s', which were left out since nothing known depends on them: its missing values have no"
                                        + " mean here",
                                variable.name(), parent.get().name()));
                continue;
            }
            try {
                moments.add(prediction.moments(variable));
            } catch (ModelException e) {
                refusals.put(variable, String.valueOf(e.getMessage()));
            }
            if (Prediction.hasProbabilities(variable)) {
                probabilities.add(prediction.probabilities(variable));
            }
        }
        List<Conditional> all = new ArrayList<>(moments);
        all.addAll(probabilities);
        List<Conditional> totals =
                TotalMoments.of(joint, prediction.integration().factors(), all);
        Answers asked = new Answers(joint);
        for (int i = 0; i < totals.size(); i++) {
            Conditional total = totals.get(i);
            String name = total.variable().name();
            if (i < moments.size()) {
                asked.ask(MEAN + name, total.variable(), total.mean());
                asked.ask(VARIANCE + name, total.variable(), total.spread());
            } else {
                asked.ask(PROBABILITIES + name, total.variable(), total.mean());
            }
        }
        return estimates.stream()
                .map(at -> new Imputation(model, columns, asked.at(AT, at), refusals))
                .toList();
    }

    private static Imputation averaged(List<Imputation> all) {
        Imputation first = all.get(0);
        Map<String, Tensor> answers = new LinkedHashMap<>();
        first.answers.forEach((name, tensor) -> answers.put(
                name,
                Tensors.mean(all.stream().map(each -> each.answers.get(name)).toList())));
        for (RandomVariable variable : first.columns.keySet()) {
            List<Tensor> means = all.stream()
                    .map(each -> each.answers.get(MEAN + variable.name()))
                    .toList();
            if (answers.containsKey(VARIANCE + variable.name())) {
                answers.merge(VARIANCE + variable.name(), Tensors.variance(means), Tensors::plus);
            }
        }
        return new Imputation(first.model, first.columns, answers, first.refusals);
    }

    /** An unknown value that a variable depends on and that is neither summed nor integrated out. */
    private static Optional<RandomVariable> leftOut(
            Model model, Roles roles, Map<RandomVariable, Column> columns, RandomVariable variable) {
        return columns.keySet().stream()
                .filter(other -> !roles.isHidden(other))
                .filter(other -> !roles.isHidden(variable) && dependsOn(model, variable, other))
                .findFirst();
    }

    private static boolean dependsOn(Model model, RandomVariable variable, RandomVariable other) {
        Affine values = new Affine(model, List.of(other));
        return Term.of(variable).stream()
                .flatMap(term -> term.distribution().arguments().stream())
                .anyMatch(argument -> values.mentions(argument.value()));
    }

    /** The observed variables that have missing entries. */
    public Set<RandomVariable> variables() {
        return columns.keySet();
    }

    /**
     * The expectation of each missing entry of a variable; observed entries as they are.
     *
     * @return axes the variable's plates, then its event
     * @throws ModelException when nothing is missing, the family has no closed form of its mean, or the values name categories
     */
    public Tensor mean(Variable variable) {
        return filled(MEAN, variable, (column, at) -> column);
    }

    /** The same of the variable of this name. */
    public Tensor mean(String variable) {
        return mean(model.get(variable));
    }

    /**
     * The variance of each missing entry of a variable; 0 for observed entries.
     *
     * @return axes the variable's plates, then its event
     * @throws ModelException as for {@link #mean}
     */
    public Tensor variance(Variable variable) {
        return filled(VARIANCE, variable, (column, at) -> 0.0);
    }

    /** The same of the variable of this name. */
    public Tensor variance(String variable) {
        return variance(model.get(variable));
    }

    /**
     * The probability of each value of each missing entry; 1 for the value of observed entries.
     *
     * @return axes the variable's plates, its event, and last its values from the smallest
     * @throws ModelException when nothing is missing, or the variable has no short list of values
     */
    public Tensor probabilities(Variable variable) {
        return filled(
                PROBABILITIES,
                variable,
                (known, value) -> known - Domains.first((RandomVariable) variable) == value ? 1.0 : 0.0);
    }

    /** The same of the variable of this name. */
    public Tensor probabilities(String variable) {
        return probabilities(model.get(variable));
    }

    /**
     * What was asked, with observed entries in their place.
     *
     * @param known from an observed entry and a position in what is asked of it
     */
    private Tensor filled(String what, Variable variable, BiFunction<Double, Integer, Double> known) {
        Column column = columns.get(variable);
        ModelException.require(
                column != null,
                "'%s' has no missing values here: those with missing values are %s",
                variable.name(),
                columns.keySet());
        Tensor answer = answers.get(what + variable.name());
        if (answer == null) {
            throw new ModelException(
                    PROBABILITIES.equals(what) && !refusals.containsKey(variable)
                            ? "'" + variable.name()
                                    + "' has no list of values: read the mean and variance of its missing values"
                            : Objects.requireNonNull(refusals.get(variable)));
        }
        double[][] entries = Objects.requireNonNull(column).values();
        double[] values = answer.values();
        int each = values.length / (entries.length * entries[0].length);
        for (int i = 0; i < values.length; i++) {
            double own = entries[i / each % entries.length][i / each / entries.length];
            if (!Double.isNaN(own)) {
                values[i] = known.apply(own, i % each);
            }
        }
        return new Tensor(values, answer.axes(), answer.dims());
    }
}
