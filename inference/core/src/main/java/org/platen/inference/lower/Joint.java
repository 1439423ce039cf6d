package org.platen.inference.lower;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.platen.dsl.distribution.Support;
import org.platen.dsl.distribution.Univariate;
import org.platen.dsl.expr.Constant;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.expr.Reduction;
import org.platen.dsl.expr.Symbol;
import org.platen.dsl.model.Markov;
import org.platen.dsl.model.Model;
import org.platen.dsl.model.Previous;
import org.platen.dsl.model.RandomVariable;
import org.platen.dsl.model.Variable;
import org.platen.dsl.shape.Axis;
import org.platen.dsl.shape.ModelException;
import org.platen.inference.backend.Inputs;
import org.platen.inference.data.Column;
import org.platen.inference.op.BinaryRule;
import org.platen.inference.program.Node;
import org.platen.inference.program.Type;

/**
 * The log joint density of a model over bound data, as factors in one graph. Unknowns that are estimated are inputs named by a prefix and the variable, so
 * that the same graph can hold the density at two values of them.
 */
public final class Joint {

    private final Model model;
    private final Layout layout;
    private final Roles roles;
    private final Scope scope = new Scope();
    private final DataInputs data;
    private final Map<Symbol, Value> known;
    private final Instants instants;
    private final Map<String, Constant> rowConstants = new LinkedHashMap<>();
    private final boolean ofTheseValues;

    /** The joint density of {@code model} laid out as {@code layout} says. */
    public Joint(Model model, Layout layout, Roles roles) {
        this(model, layout, roles, Map.of());
    }

    /** The same as a graph that depends on the shapes of the data alone, so that {@linkplain #bindData(Inputs, Layout) others} may be bound to it. */
    public static Joint ofAnyValues(Model model, Layout layout, Roles roles) {
        return new Joint(model, layout, roles, Map.of(), false);
    }

    /**
     * The same with known values of further variables.
     *
     * @param drawn values[entry of the event][element, row-major over the variable's axes]
     */
    public Joint(Model model, Layout layout, Roles roles, Map<Variable, double[][]> drawn) {
        this(model, layout, roles, drawn, true);
    }

    private Joint(Model model, Layout layout, Roles roles, Map<Variable, double[][]> drawn, boolean ofTheseValues) {
        this.ofTheseValues = ofTheseValues;
        this.model = model;
        this.layout = layout;
        this.roles = roles;
        List<Column> columns = new ArrayList<>();
        layout.binding().columns().values().stream()
                .filter(column -> !drawn.containsKey(column.variable()))
                .forEach(columns::add);
        drawn.forEach((variable, values) -> columns.add(new Column(variable, values, false, false, List.of())));
        this.data = new DataInputs(layout, scope, columns);
        this.known = new LinkedHashMap<>(data.values());
        this.instants = new Instants(scope, layout, roles);
        for (RandomVariable variable : roles.enumerated()) {
            known.put(variable, domainValues(variable, new Label.OfDomain(variable)));
        }
        model.factors().stream()
                .filter(variable -> variable.distribution() instanceof Markov)
                .forEach(this::addPrevious);
    }

    /** The arithmetic of this graph's values. */
    public Scope scope() {
        return scope;
    }

    /** How plates are laid out. */
    public Layout layout() {
        return layout;
    }

    /** What becomes of the unknowns. */
    public Roles roles() {
        return roles;
    }

    /** Lowers expressions at the estimated values that are inputs named {@code prefix + name}. */
    public Lowering lowering(String prefix) {
        Map<Symbol, Value> symbols = new LinkedHashMap<>(known);
        for (Variable variable : roles.estimated()) {
            symbols.put(variable, estimatedInput(prefix + variable.name(), variable));
        }
        return new Lowering(new LoweringContext(scope, layout, model, roles.enumerated(), rowConstants, null), symbols);
    }

    /** An input for a value that does not vary over the rows. */
    public Value estimatedInput(String name, Symbol shapedAs) {
        List<Integer> dims = new ArrayList<>(layout.sizes(shapedAs.axes()));
        IntStream.of(shapedAs.shape().sizes()).forEach(dims::add);
        Node node = scope.graph().input(name, new Type(false, dims));
        return scope.labelled(
                node, layout.labels(shapedAs.axes()), shapedAs.shape().rank());
    }

    /**
     * An input for a value in its plates, rows among them.
     *
     * @param draws how many independent values there are of each; 1 for no dimension of draws
     */
    public Value noiseInput(Symbol shapedAs, int draws) {
        List<Integer> dims = new ArrayList<>(layout.sizes(shapedAs.axes()));
        List<Label> labels = new ArrayList<>(layout.labels(shapedAs.axes()));
        if (draws > 1) {
            dims.add(0, draws);
            labels.add(0, new Label.OfSample(draws));
        }
        IntStream.of(shapedAs.shape().sizes()).forEach(dims::add);
        Type type = new Type(layout.hasRows(shapedAs.axes()), dims);
        return scope.labelled(
                scope.graph().input(shapedAs.name(), type),
                labels,
                shapedAs.shape().rank());
    }

    /** An input for log weights of a discrete variable's values: its plates' dimensions and then the values. */
    public Value weightInput(String name, RandomVariable variable) {
        List<Integer> dims = new ArrayList<>(layout.sizes(variable.axes()));
        dims.add(Domains.size(variable));
        List<Label> labels = new ArrayList<>(layout.labels(variable.axes()));
        labels.add(new Label.OfDomain(variable));
        Type type = new Type(layout.hasRows(variable.axes()), dims);
        return scope.labelled(scope.graph().input(name, type), labels, 0);
    }

    /** The factor of a term; missing entries contribute nothing. */
    public Factor factor(Lowering lowering, Term term) {
        Value value = new DensityTables(scope, layout, data, ofTheseValues)
                .logDensity(lowering, term)
                .orElseGet(() -> logDensity(lowering, term));
        return new Factor(term, value, term.axes());
    }

    /** A factor with another expression in place of the log density, with one number for each independent entry of the event. */
    Factor factor(Lowering lowering, Term term, Expr elementwise) {
        return new Factor(term, logDensity(lowering, term, elementwise), term.axes());
    }

    private Value logDensity(Lowering lowering, Term term) {
        return logDensity(lowering, term, term.distribution().elementwiseLogDensity(term.variable()));
    }

    private Value logDensity(Lowering lowering, Term term, Expr elementwise) {
        RandomVariable variable = term.variable();
        Value density = restricted(term, lowering.lower(elementwise));
        Value mask = data.missing(variable);
        if (mask != null && !roles.isHidden(variable)) {
            Value own = restricted(term, mask);
            Value fitted = term.distribution() instanceof Univariate ? own : anyEntry(own);
            density = scope.select(fitted, scope.number(0), density);
        }
        return instants.together(term, scope.sumEvent(instants.counted(term, density)));
    }

    /** All factors, in the order of declaration, with what is integrated out of them. */
    public List<Factor> factors(Lowering lowering) {
        return factors(lowering, Map.of());
    }

    /**
     * The same with other expressions in place of some log densities.
     *
     * @param instead by term, with one number for each independent entry of the event; quadratic in what is integrated out
     */
    public List<Factor> factors(Lowering lowering, Map<Term, Expr> instead) {
        return new Integration(this, lowering, instead).factors();
    }

    /** What becomes of the continuous variables that are integrated out. */
    public Integration integration(Lowering lowering) {
        return new Integration(this, lowering, Map.of());
    }

    /** A value for every element of a chain, at those that a term is about. */
    public Value restricted(Term term, Value value) {
        return instants.restricted(term, value);
    }

    /** 1 where an entry of an observed variable is missing; null when none is. */
    public @Nullable Value missing(RandomVariable variable) {
        return data.missing(variable);
    }

    /** A value for every element of a chain, zero where a term is not about it. */
    public Value counted(Term term, Value value) {
        return instants.counted(term, value);
    }

    /** The weight of a term at each element that it is about, where it is about several at once. */
    public Value each(Term term, Value weight) {
        return instants.each(term, weight);
    }

    /** A value with the whole event of a variable, where it has a single number for it. */
    public Value broadcast(Value value, Variable shapedAs) {
        return new Events(scope)
                .broadcast(value, IntStream.of(shapedAs.shape().sizes()).boxed().toList());
    }

    /** A value over all elements of some plates, also where it is the same for all: dimensions in the order of the axes, but for the rows, then the event. */
    public Node overElements(Set<Axis> axes, Value value) {
        List<Label> labels = layout.labels(axes);
        List<Label> sorted = scope.sorted(labels);
        ModelException.require(
                sorted.containsAll(value.labels()),
                "what is asked for each element of %s varies over %s",
                axes,
                value.labels());
        List<Integer> dims = new ArrayList<>();
        sorted.forEach(label ->
                dims.add(layout.binding().size(((Label.OfPlate) label).axis().plate())));
        dims.addAll(value.eventDims());
        List<Integer> order =
                new ArrayList<>(labels.stream().map(sorted::indexOf).toList());
        IntStream.range(labels.size(), dims.size()).forEach(order::add);
        Node spread = scope.spread(value, sorted, value.eventRank());
        Node whole = scope.algebra().toType(spread, new Type(layout.hasRows(axes), dims));
        return scope.algebra().permute(whole, order);
    }

    /** A factor summed over all its plates but the rows. */
    public Value perRow(Factor factor) {
        Value sum = factor.value();
        for (Axis axis : factor.axes()) {
            sum = axis.equals(layout.rowAxis()) ? sum : ends().sum(axis, sum);
        }
        return sum;
    }

    /** The declaration. */
    Model model() {
        return model;
    }

    /** The value of a variable whose unknown entries are {@code hidden}: all of them, or those that are missing. */
    Value withHidden(RandomVariable variable, Value hidden) {
        Value mask = data.missing(variable);
        return variable.isObserved() && mask != null
                ? scope.select(mask, hidden, Objects.requireNonNull(known.get(variable)))
                : hidden;
    }

    /** The same for the value some elements before, of a Markov variable. */
    Value previousWithHidden(RandomVariable variable, Value hidden, int lag) {
        Value mask = data.missing(variable);
        return variable.isObserved() && mask != null
                ? scope.select(
                        before(variable, mask, lag),
                        hidden,
                        before(variable, Objects.requireNonNull(known.get(variable)), lag))
                : hidden;
    }

    /** What is known of observed variables that are summed out: nothing where a value is missing, else that it is no other. */
    List<Factor> evidence() {
        return roles.enumerated().stream()
                .filter(RandomVariable::isObserved)
                .map(this::evidence)
                .toList();
    }

    private Factor evidence(RandomVariable variable) {
        Value value = Objects.requireNonNull(data.values().get(variable));
        Value domain = Objects.requireNonNull(known.get(variable));
        Value same = value.eventRank() == 0
                ? scope.binary(BinaryRule.EQUAL, domain, value)
                : scope.sumEvent(scope.times(domain, value));
        Value logs = scope.select(same, scope.number(0), scope.number(Double.NEGATIVE_INFINITY));
        Value mask = data.missing(variable);
        Value density = mask == null ? logs : scope.select(anyEntry(mask), scope.number(0), logs);
        return new Factor(new Term(variable, variable.distribution(), Term.Part.EVIDENCE), density, variable.axes());
    }

    /** The value of the element some before each along the variable's chain. */
    Value before(RandomVariable variable, Value value, int lag) {
        return ends().before(ChainElimination.chain(variable), value, lag);
    }

    /** Where chains end. */
    Ends ends() {
        return new Ends(scope, layout);
    }

    /** Gives a session the data that the graph reads. */
    public void bindData(Inputs inputs) {
        data.bind(inputs, rowConstants);
        ends().bind(inputs);
        new RowElements(scope, layout).bind(inputs);
    }

    /**
     * Gives a program other data of the same shape.
     *
     * @param other sizes are the same but for the number of rows, and values are missing of the same variables
     */
    public void bindData(Inputs inputs, Layout other) {
        ModelException.require(
                other.rows() == layout.rows() || !GaussianGroup.joinRows(model, layout, roles.integrated()),
                "the elements of '%s' depend on each other through %s, so that they cannot be taken some at a time",
                layout.rowAxis(),
                roles.integrated());
        Joint others = new Joint(model, other, roles, Map.of(), ofTheseValues);
        others.data.bind(inputs, rowConstants);
        others.ends().bind(inputs);
        new RowElements(others.scope, other).bind(inputs);
    }

    private Value anyEntry(Value mask) {
        Value reduced = mask;
        while (reduced.eventRank() > 0) {
            reduced = new Events(scope).reduce(Reduction.MAXIMUM, reduced, 0);
        }
        return reduced;
    }

    /** What stands before the value at hand on a chain: another value of a summed-out variable, or the preceding data. */
    private void addPrevious(RandomVariable variable) {
        Value own = known.get(variable);
        for (Previous previous : ((Markov) variable.distribution()).previous()) {
            if (roles.enumerated().contains(variable)) {
                known.put(previous, domainValues(variable, Label.OfDomain.before(variable, previous.lag())));
            } else if (own != null) {
                known.put(previous, before(variable, own, previous.lag()));
            }
        }
    }

    private Value domainValues(RandomVariable variable, Label label) {
        ModelException.require(
                Domains.isFinite(variable),
                "'%s' has no list of values to sum over: %s with event shape %s. Declare a vector of discrete values as a single value in a plate.",
                variable.name(),
                variable.distribution().family(),
                variable.shape());
        if (variable.distribution().support() instanceof Support.OneHot oneHot) {
            int n = oneHot.dim().size();
            double[] identity = new double[n * n];
            for (int i = 0; i < n; i++) {
                identity[i * (n + 1)] = 1;
            }
            return scope.labelled(scope.graph().literal(identity, List.of(n, n)), List.of(label), 1);
        }
        double[] values = IntStream.range(0, Domains.size(variable))
                .mapToDouble(i -> Domains.first(variable) + i)
                .toArray();
        return scope.labelled(scope.graph().literal(values, List.of(values.length)), List.of(label), 0);
    }
}
