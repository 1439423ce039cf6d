package org.platen.inference.vi.batch;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.platen.dsl.model.Model;
import org.platen.dsl.model.RandomVariable;
import org.platen.dsl.model.Variable;
import org.platen.dsl.shape.ModelException;
import org.platen.inference.data.Binding;
import org.platen.inference.vi.batch.StochasticRun.SharedPosterior;
import org.platen.inference.vi.conjugate.Conjugacy;
import org.platen.inference.vi.conjugate.VariationalFactor;

/**
 * What {@link RowPosteriors} are made of beside what is kept from batch to batch, by the names of variables: what files hold.
 *
 * @param plates whose elements came in batches
 * @param conjugate variables with factors of their own family
 * @param unconstrained variables approximated in unconstrained numbers
 */
public record RowsRecord(List<String> plates, List<String> conjugate, List<String> unconstrained) {

    /** Copies. */
    public RowsRecord {
        plates = List.copyOf(plates);
        conjugate = List.copyOf(conjugate);
        unconstrained = List.copyOf(unconstrained);
    }

    static RowsRecord of(Unknowns unknowns) {
        List<Variable> unconstrained = new ArrayList<>(unknowns.globals());
        unconstrained.addAll(unknowns.kept());
        unconstrained.addAll(unknowns.locals());
        return new RowsRecord(
                unknowns.plates().plates().stream()
                        .map(batched -> batched.plate().name())
                        .toList(),
                names(unknowns.conjugacy().factors().families().keySet()),
                names(unconstrained));
    }

    private static List<String> names(Collection<? extends Variable> variables) {
        return variables.stream().map(Variable::name).toList();
    }

    /**
     * The posteriors again.
     *
     * @param whole sizes of all data
     * @param factors of variables that are kept from batch to batch
     * @param numbers of the others that are
     * @param seed of what they draw
     * @throws ModelException when the model has no such plates or variables, or these have no such factors
     */
    public RowPosteriors of(
            Binding whole,
            Map<RandomVariable, VariationalFactor> factors,
            Map<Variable, NormalNumbers> numbers,
            long seed) {
        Model model = whole.model();
        Unknowns unknowns = Unknowns.of(
                model,
                plates.stream().map(model::plate).toList(),
                conjugacy(model),
                unconstrained.stream().map(model::get).toList());
        SharedPosterior shared = new SharedPosterior(
                some(factors, unknowns.globalFactors()),
                NormalNumbers.joined(
                        List.copyOf(some(numbers, unknowns.globals()).values())),
                new KeptPosterior(some(factors, unknowns.keptFactors()), some(numbers, unknowns.kept())));
        return new RowPosteriors(unknowns, shared, whole, StochasticOptions.DEFAULT.withSeed(seed));
    }

    private Conjugacy conjugacy(Model model) {
        List<RandomVariable> own = conjugate.stream()
                .map(model::get)
                .filter(RandomVariable.class::isInstance)
                .map(RandomVariable.class::cast)
                .toList();
        Conjugacy conjugacy = Conjugacy.of(model, own);
        List<String> found = names(conjugacy.factors().families().keySet());
        ModelException.require(
                found.equals(conjugate), "%s are said to be conditionally conjugate, found %s", conjugate, found);
        return conjugacy;
    }

    private static <V extends Variable, T> Map<V, T> some(Map<V, T> all, List<V> variables) {
        Map<V, T> some = new LinkedHashMap<>();
        for (V variable : variables) {
            T own = all.get(variable);
            ModelException.require(own != null, "nothing is known of the posterior of '%s'", variable.name());
            some.put(variable, java.util.Objects.requireNonNull(own));
        }
        return some;
    }
}
