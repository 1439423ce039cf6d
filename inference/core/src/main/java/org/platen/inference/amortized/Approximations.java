package org.platen.inference.amortized;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.platen.dsl.distribution.Distribution;
import org.platen.dsl.distribution.Normal;
import org.platen.dsl.distribution.Support;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.expr.Symbol;
import org.platen.dsl.model.Deterministic;
import org.platen.dsl.model.Model;
import org.platen.dsl.model.Parameter;
import org.platen.dsl.model.RandomVariable;
import org.platen.dsl.shape.ModelException;
import org.platen.dsl.shape.Shape;
import org.platen.dsl.transform.Bijection;
import org.platen.dsl.transform.Bijections;
import org.platen.inference.lower.Joint;
import org.platen.inference.lower.Lowering;
import org.platen.inference.lower.NetworkTraining;
import org.platen.inference.lower.Placeholder;
import org.platen.inference.lower.Value;
import org.platen.inference.op.Algebra;
import org.platen.inference.program.Node;
import org.platen.inference.program.Type;
import org.platen.inference.train.Noise;

/**
 * The parameters of a model as functions of unconstrained numbers, and a draw of each continuous latent variable from its approximation, in one graph. Where no
 * approximation is declared it is Normal, in unconstrained numbers, with a mean and a standard deviation for every element.
 */
final class Approximations {

    /** What the names of trained numbers of parameters begin with. */
    static final String PARAMETER = "parameter/";

    /** The input that says which row of the data a row is. */
    static final String ROW_NUMBER = "row number";

    /** What the names of inputs of filled variables begin with. */
    static final String FILLED = "filled/";

    private static final String RUNNING = "running/";
    private static final String LOCATION = "location/";
    private static final String LOG_SCALE = "logScale/";
    private static final String NOISE = "noise/";

    private final Model model;
    private final Joint joint;
    private final Lowering base;
    private final Map<Symbol, Value> values = new LinkedHashMap<>();
    private final Map<RandomVariable, Distribution> distributions = new LinkedHashMap<>();
    private final Map<String, Trained> trained = new LinkedHashMap<>();
    private final Map<String, Noise> noise = new LinkedHashMap<>();
    private boolean perRow;

    /** An input that is trained. */
    record Trained(Node input, Beginning beginning) {}

    /**
     * @param draws of each variable that has an element in every row
     */
    static Approximations of(Model model, Joint joint, Collection<RandomVariable> continuous, int draws) {
        return new Approximations(model, joint, continuous, draws, false, List.of(), null, null);
    }

    /**
     * The same where approximations read a filled variable: its missing entries are read from an input {@value #FILLED} and its name, though nothing is said of their
     * density.
     */
    static Approximations filled(
            Model model, Joint joint, Collection<RandomVariable> continuous, int draws, RandomVariable filled) {
        return new Approximations(model, joint, continuous, draws, false, List.of(), filled, null);
    }

    /**
     * The same for training: some observed variables are drawn to zeros and ones from their intensities.
     *
     * @param training what networks are while they are trained, or null where training is judged
     */
    static Approximations binarised(
            Model model,
            Joint joint,
            Collection<RandomVariable> continuous,
            Objective objective,
            @Nullable NetworkTraining training) {
        List<RandomVariable> binarised = objective.binarised().stream()
                .map(name -> intensities(model, name))
                .toList();
        return new Approximations(model, joint, continuous, objective.draws(), false, binarised, null, training);
    }

    private static RandomVariable intensities(Model model, String name) {
        boolean fits = model.get(name) instanceof RandomVariable variable
                && variable.isObserved()
                && variable.distribution().support().equals(Support.UNIT_INTERVAL);
        ModelException.require(
                fits,
                "'%s' is to be binarised, but is no observed variable between 0 and 1: declare it bernoulliIntensity",
                name);
        return (RandomVariable) model.get(name);
    }

    /** Variables are drawn from their priors instead, which is what naive Monte Carlo does. */
    static Approximations byPrior(Model model, Joint joint, Collection<RandomVariable> continuous, int draws) {
        return new Approximations(model, joint, continuous, draws, true, List.of(), null, null);
    }

    private Approximations(
            Model model,
            Joint joint,
            Collection<RandomVariable> continuous,
            int draws,
            boolean byPrior,
            List<RandomVariable> binarised,
            @Nullable RandomVariable filled,
            @Nullable NetworkTraining training) {
        this.model = model;
        this.joint = joint;
        this.base = training == null ? joint.lowering("") : joint.lowering("").training(training);
        model.parameters().forEach(this::add);
        model.running().forEach(running -> values.put(running, joint.estimatedInput(running(running), running)));
        binarised.forEach(this::binarise);
        if (filled != null) {
            fill(filled);
        }
        for (RandomVariable latent : continuous) {
            Distribution declared =
                    byPrior ? latent.distribution() : model.guide().factors().get(latent);
            Distribution own = declared != null ? declared : automatic(latent);
            distributions.put(latent, own);
            Reparameterisation draw = Reparameterisation.of(own)
                    .orElseThrow(() -> new ModelException("'" + latent.name() + "' is drawn from " + own.describe()
                            + ", whose draws are not known as functions of noise. Known are "
                            + Reparameterisation.FAMILIES));
            Placeholder standard = new Placeholder(NOISE + latent.name(), latent.axes(), draw.shape());
            noise.put(standard.name(), draw.noise());
            boolean hasRows = joint.layout().hasRows(latent.axes());
            values.put(standard, joint.noiseInput(standard, hasRows ? draws : 1));
            values.put(latent, lowering().lower(draw.draw().apply(standard)));
        }
    }

    /** Expressions at the parameters and the draws. */
    Lowering lowering() {
        return base.with(values);
    }

    /** What each continuous latent variable is drawn from. */
    Map<RandomVariable, Distribution> distributions() {
        return distributions;
    }

    /** The inputs that are trained and where they begin, by name. */
    Map<String, Trained> trained() {
        return trained;
    }

    /** The inputs that are noise. */
    Map<String, Noise> noise() {
        return noise;
    }

    /** Whether there are trained numbers for every row of the data. */
    boolean perRow() {
        return perRow;
    }

    /** The input for numbers of a network that follow training. */
    static String running(Symbol running) {
        return RUNNING + running.name();
    }

    private void add(Parameter parameter) {
        Bijection bijection = Bijections.of(parameter.space().support(), parameter.shape());
        boolean real = parameter.space().support().equals(Support.REAL);
        Shape shape = real ? parameter.shape() : bijection.unconstrainedShape(parameter.shape());
        Placeholder free = new Placeholder(PARAMETER + parameter.name(), parameter.axes(), shape);
        Value input = joint.estimatedInput(free.name(), free);
        int size = input.node().type().size();
        Beginning beginning = parameter.weight().map(Beginning::of).orElseGet(() -> Beginning.apart(size));
        trained.put(free.name(), new Trained(input.node().source(), beginning));
        values.put(parameter, real ? input : base.with(Map.of(free, input)).lower(bijection.forward(free)));
    }

    private void binarise(RandomVariable intensities) {
        Placeholder uniform =
                new Placeholder(NOISE + "binarised " + intensities.name(), intensities.axes(), intensities.shape());
        noise.put(uniform.name(), Noise.UNIFORM);
        values.put(uniform, joint.noiseInput(uniform, 1));
        values.put(intensities, lowering().lower(uniform.lessThan(intensities)));
    }

    private void fill(RandomVariable observed) {
        Value mask = joint.missing(observed);
        if (mask != null) {
            Placeholder whole = new Placeholder(FILLED + observed.name(), observed.axes(), observed.shape());
            Value known = lowering().lower(observed);
            values.put(observed, joint.scope().select(mask, joint.noiseInput(whole, 1), known));
        }
    }

    private Distribution automatic(RandomVariable latent) {
        Support support = latent.distribution().support();
        boolean real = support.equals(Support.REAL);
        Bijection bijection = Bijections.of(support, latent.shape());
        Shape shape = real ? latent.shape() : bijection.unconstrainedShape(latent.shape());
        Expr location = trained(LOCATION, latent, shape);
        Expr logScale = trained(LOG_SCALE, latent, shape);
        Normal normal = new Normal(location, logScale.exp());
        return real ? normal : Bijections.transformed(normal, bijection);
    }

    /** Numbers of an approximation, for every element of its variable. */
    private Expr trained(String prefix, RandomVariable latent, Shape shape) {
        Placeholder symbol = new Placeholder(prefix + latent.name(), latent.axes(), shape);
        Value value;
        Node input;
        if (joint.layout().hasRows(latent.axes())) {
            input = table(symbol);
            value = ofRow(symbol, input);
        } else {
            value = joint.estimatedInput(symbol.name(), symbol);
            input = value.node().source();
        }
        values.put(symbol, value);
        int size = input.type().size();
        trained.put(
                symbol.name(),
                new Trained(input, prefix.equals(LOCATION) ? Beginning.small(size) : Beginning.logScale(size)));
        return symbol;
    }

    /** Numbers for every row of the data. */
    private Node table(Placeholder symbol) {
        List<Integer> dims = new ArrayList<>(joint.layout().sizes(symbol.axes()));
        IntStream.of(symbol.shape().sizes()).forEach(dims::add);
        dims.add(0, joint.layout().rows());
        return joint.scope().graph().input(symbol.name(), new Type(false, dims));
    }

    /** Those of the row at hand. */
    private Value ofRow(Placeholder symbol, Node table) {
        perRow = true;
        Algebra algebra = joint.scope().algebra();
        Node number = joint.scope().graph().input(ROW_NUMBER, new Type(true, List.of()));
        List<Integer> dims = table.type().dims();
        Node row = algebra.reshape(algebra.gather(table, number, 0), dims.subList(1, dims.size()));
        return joint.scope()
                .labelled(
                        row,
                        joint.layout().labels(symbol.axes()),
                        symbol.shape().rank());
    }

    /** Whether everything that a distribution depends on is drawn before a variable is. */
    boolean isDrawnBefore(Distribution distribution, RandomVariable variable) {
        List<RandomVariable> order = List.copyOf(distributions.keySet());
        int place = order.indexOf(variable);
        return distribution.arguments().stream()
                .flatMap(argument -> argument.value().symbols().stream())
                .allMatch(symbol -> isDrawnBefore(symbol, order, place));
    }

    private boolean isDrawnBefore(Symbol symbol, List<RandomVariable> order, int place) {
        if (symbol instanceof Deterministic deterministic) {
            return deterministic.value().symbols().stream().allMatch(part -> isDrawnBefore(part, order, place));
        }
        return !(symbol instanceof RandomVariable latent) || order.indexOf(latent) < place;
    }

    /** The value of a parameter or a draw. */
    Value value(Symbol symbol) {
        return Objects.requireNonNull(values.get(symbol), symbol.name());
    }

    /** The declaration. */
    Model model() {
        return model;
    }
}
