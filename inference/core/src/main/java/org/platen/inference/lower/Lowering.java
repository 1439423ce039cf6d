package org.platen.inference.lower;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.platen.dsl.expr.Application;
import org.platen.dsl.expr.Binary;
import org.platen.dsl.expr.Cholesky;
import org.platen.dsl.expr.Concatenate;
import org.platen.dsl.expr.Constant;
import org.platen.dsl.expr.Convolve;
import org.platen.dsl.expr.ConvolveTransposed;
import org.platen.dsl.expr.Diagonal;
import org.platen.dsl.expr.Element;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.expr.Index;
import org.platen.dsl.expr.Lag;
import org.platen.dsl.expr.MatMul;
import org.platen.dsl.expr.PlateReduce;
import org.platen.dsl.expr.Recurrence;
import org.platen.dsl.expr.Reduce;
import org.platen.dsl.expr.Rename;
import org.platen.dsl.expr.Reshape;
import org.platen.dsl.expr.Stack;
import org.platen.dsl.expr.Symbol;
import org.platen.dsl.expr.Take;
import org.platen.dsl.expr.Transpose;
import org.platen.dsl.expr.TriangularSolve;
import org.platen.dsl.expr.Unary;
import org.platen.dsl.expr.Where;
import org.platen.dsl.model.Deterministic;
import org.platen.dsl.model.Earlier;
import org.platen.dsl.model.Previous;
import org.platen.dsl.model.RandomVariable;
import org.platen.dsl.shape.ModelException;
import org.platen.dsl.shape.Shape;
import org.platen.inference.op.BinaryRule;
import org.platen.inference.op.UnaryRule;
import org.platen.inference.program.Node;
import org.platen.inference.program.Type;

/** Lowers expressions, given what each symbol stands for. Values of shared subexpressions are built once. */
public final class Lowering {

    private final LoweringContext context;
    private final Scope scope;
    private final Events events;
    private final Convolutions convolutions;
    private final Lookups lookups;
    private final Map<Symbol, Value> symbols;
    private final Map<Expr, Value> known = new IdentityHashMap<>();

    /** @param symbols values of the variables; deterministic ones, and those held at a value, are lowered when they are met */
    Lowering(LoweringContext context, Map<Symbol, Value> symbols) {
        this.context = context;
        this.scope = context.scope();
        this.events = new Events(scope);
        this.convolutions = new Convolutions(scope);
        this.lookups = new Lookups(this, context);
        this.symbols = new LinkedHashMap<>(symbols);
    }

    /** The same lowering with other values for some symbols. */
    public Lowering with(Map<? extends Symbol, Value> other) {
        Map<Symbol, Value> all = new LinkedHashMap<>(symbols);
        all.putAll(other);
        return new Lowering(context, all);
    }

    /** The same lowering in a graph in which networks are trained. */
    public Lowering training(NetworkTraining training) {
        return new Lowering(context.in(training), symbols);
    }

    /** The arithmetic of this lowering's values. */
    public Scope scope() {
        return scope;
    }

    /** The dimension that values indexed by {@code index} get, where it is a summed-out variable that counts from zero. */
    public Optional<Label.OfDomain> domain(Expr index) {
        return lookups.domain(index);
    }

    /** The value of an expression. */
    public Value lower(Expr expr) {
        Value value = known.get(expr);
        if (value == null) {
            value = build(expr);
            known.put(expr, value);
        }
        return value;
    }

    private Value build(Expr expr) {
        if (expr instanceof Symbol symbol) {
            return symbol(symbol);
        } else if (expr instanceof Constant constant) {
            return constant(constant);
        } else if (expr instanceof Unary unary) {
            return scope.unary(UnaryRule.valueOf(unary.function().name()), lower(unary.x()));
        } else if (expr instanceof Binary binary) {
            BinaryRule rule = BinaryRule.valueOf(binary.function().name());
            return scope.binary(rule, lower(binary.left()), lower(binary.right()));
        } else if (expr instanceof Where where) {
            return scope.select(lower(where.condition()), lower(where.ifTrue()), lower(where.ifFalse()));
        } else if (expr instanceof Index index) {
            return lookups.index(index);
        } else if (expr instanceof Element element) {
            return lookups.element(element);
        } else if (expr instanceof Rename rename) {
            return lookups.rename(rename);
        } else if (expr instanceof Recurrence recurrence) {
            return new Recurrences(context).of(recurrence, this);
        } else if (expr instanceof Lag lag) {
            return new Recurrences(context).of(lag, lower(lag.x()));
        } else if (expr instanceof PlateReduce reduce) {
            return new PlateReductions(context).of(reduce, lower(reduce.x()));
        } else if (expr instanceof Stack stack) {
            return new PlateReductions(context).stacked(stack, lower(stack.x()));
        }
        return expr instanceof Application application ? application(application) : event(expr);
    }

    private Value event(Expr expr) {
        if (expr instanceof Reduce reduce) {
            return events.reduce(reduce.reduction(), lower(reduce.x()), reduce.eventAxis());
        } else if (expr instanceof MatMul product) {
            return events.product(lower(product.left()), lower(product.right()));
        } else if (expr instanceof Convolve convolve) {
            return convolutions.result(lower(convolve.x()), lower(convolve.filter()), convolve.window());
        } else if (expr instanceof ConvolveTransposed convolve) {
            return convolutions.image(
                    lower(convolve.y()),
                    lower(convolve.filter()),
                    convolve.window(),
                    convolve.height(),
                    convolve.width());
        } else if (expr instanceof Transpose transpose) {
            return events.transpose(lower(transpose.x()));
        } else if (expr instanceof Cholesky cholesky) {
            return events.cholesky(lower(cholesky.x()));
        } else if (expr instanceof TriangularSolve solve) {
            return events.solve(lower(solve.lower()), lower(solve.b()), solve.transpose());
        } else if (expr instanceof Diagonal diagonal) {
            return events.diagonal(lower(diagonal.x()));
        } else if (expr instanceof Take take) {
            return events.take(lower(take.x()), take.eventAxis(), take.entries());
        } else if (expr instanceof Reshape reshape) {
            return events.reshape(lower(reshape.x()), sizes(reshape.shape()));
        } else if (expr instanceof Concatenate concatenate) {
            return events.concatenate(
                    concatenate.parts().stream().map(this::lower).toList(), concatenate.eventAxis());
        }
        throw new IllegalStateException("no lowering of " + expr.getClass());
    }

    private Value application(Application application) {
        NetworkTraining training = context.training();
        return training == null || application.training() == null
                ? lower(application.value())
                : training.of(application, this);
    }

    private Value symbol(Symbol symbol) {
        Value value = symbols.get(symbol);
        if (value != null) {
            return value;
        }
        if (symbol instanceof Previous previous) {
            return before(previous);
        }
        Expr definition = definition(symbol).orElseThrow(() -> {
            context.layout().binding().requireKnown();
            return new ModelException(
                    "'" + symbol.name() + "' has no value here: bind it as data, or declare it in this model");
        });
        return events.broadcast(lower(definition), sizes(symbol.shape()));
    }

    /** Along a chain of continuous values that are neither summed nor integrated out. */
    private Value before(Previous previous) {
        RandomVariable variable = (RandomVariable) context.model().get(previous.of());
        return new Ends(scope, context.layout())
                .before(ChainElimination.chain(variable), lower(variable), previous.lag());
    }

    /** What a variable is made of, if it is deterministic, held at a value, or another face of one. */
    private Optional<Expr> definition(Symbol symbol) {
        if (symbol instanceof Deterministic deterministic) {
            return Optional.of(deterministic.value());
        } else if (symbol instanceof Earlier earlier) {
            return Optional.of(context.model().get(earlier.of()));
        }
        return symbol instanceof RandomVariable variable ? context.model().fixedValue(variable) : Optional.empty();
    }

    private Value constant(Constant constant) {
        Layout layout = context.layout();
        List<Integer> dims = new ArrayList<>(layout.sizes(constant.axes()));
        dims.addAll(sizes(constant.shape()));
        Node node;
        if (layout.hasRows(constant.axes())) {
            String name = "constant " + context.rowConstants().size();
            context.rowConstants().put(name, constant);
            node = scope.graph().input(name, new Type(true, dims));
        } else {
            node = scope.graph().literal(constant.values(), dims);
        }
        return scope.labelled(
                node, layout.labels(constant.axes()), constant.shape().rank());
    }

    private static List<Integer> sizes(Shape shape) {
        return IntStream.of(shape.sizes()).boxed().toList();
    }
}
