package org.platen.inference.lower;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.platen.dsl.distribution.Support;
import org.platen.dsl.expr.Binary;
import org.platen.dsl.expr.Cholesky;
import org.platen.dsl.expr.Concatenate;
import org.platen.dsl.expr.Constant;
import org.platen.dsl.expr.Describe;
import org.platen.dsl.expr.Diagonal;
import org.platen.dsl.expr.Element;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.expr.Index;
import org.platen.dsl.expr.MatMul;
import org.platen.dsl.expr.PlateReduce;
import org.platen.dsl.expr.Reduce;
import org.platen.dsl.expr.Rename;
import org.platen.dsl.expr.Reshape;
import org.platen.dsl.expr.Symbol;
import org.platen.dsl.expr.Take;
import org.platen.dsl.expr.Transpose;
import org.platen.dsl.expr.TriangularSolve;
import org.platen.dsl.expr.Unary;
import org.platen.dsl.expr.Where;
import org.platen.dsl.model.Deterministic;
import org.platen.dsl.model.RandomVariable;
import org.platen.dsl.shape.ModelException;
import org.platen.inference.op.Algebra;
import org.platen.inference.op.BinaryRule;
import org.platen.inference.op.UnaryRule;
import org.platen.inference.program.Node;
import org.platen.inference.program.Type;

/** Lowers expressions, given what each symbol stands for. Values of shared subexpressions are built once. */
public final class Lowering {

    private final Scope scope;
    private final Algebra algebra;
    private final Layout layout;
    private final Map<Symbol, Value> symbols;
    private final Set<RandomVariable> enumerated;
    private final Map<Expr, Value> known = new IdentityHashMap<>();
    private final Map<String, Constant> rowConstants;

    /**
     * @param symbols values of the variables; deterministic ones are lowered when they are met
     * @param enumerated discrete variables that stand for all their values at once
     * @param rowConstants collects constants over the blocked plate, by the name of the input they become
     */
    Lowering(
            Scope scope,
            Layout layout,
            Map<Symbol, Value> symbols,
            Set<RandomVariable> enumerated,
            Map<String, Constant> rowConstants) {
        this.scope = scope;
        this.algebra = scope.algebra();
        this.layout = layout;
        this.symbols = new LinkedHashMap<>(symbols);
        this.enumerated = enumerated;
        this.rowConstants = rowConstants;
    }

    /** The same lowering with other values for some symbols. */
    public Lowering with(Map<? extends Symbol, Value> other) {
        Map<Symbol, Value> all = new LinkedHashMap<>(symbols);
        all.putAll(other);
        return new Lowering(scope, layout, all, enumerated, rowConstants);
    }

    /** The arithmetic of this lowering's values. */
    public Scope scope() {
        return scope;
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
            return scope.binary(
                    BinaryRule.valueOf(binary.function().name()), lower(binary.left()), lower(binary.right()));
        } else if (expr instanceof Where where) {
            return scope.select(lower(where.condition()), lower(where.ifTrue()), lower(where.ifFalse()));
        } else if (expr instanceof Reduce reduce) {
            return reduce(reduce);
        } else if (expr instanceof PlateReduce reduce) {
            return plateReduce(reduce);
        } else if (expr instanceof MatMul product) {
            return product(product);
        } else if (expr instanceof Transpose transpose) {
            Value x = lower(transpose.x());
            return x.with(algebra.transpose(x.node()));
        } else if (expr instanceof Cholesky cholesky) {
            Value x = lower(cholesky.x());
            return x.with(algebra.cholesky(x.node()));
        } else if (expr instanceof TriangularSolve solve) {
            return solve(solve);
        } else if (expr instanceof Diagonal diagonal) {
            return diagonal(diagonal);
        } else if (expr instanceof Index index) {
            return index(index);
        } else if (expr instanceof Element element) {
            return element(element);
        } else if (expr instanceof Rename rename) {
            return renamed(lower(rename.x()), new Label.OfPlate(rename.from()), new Label.OfPlate(rename.to()));
        } else if (expr instanceof Take take) {
            Value x = lower(take.x());
            List<Integer> entries = IntStream.of(take.entries()).boxed().toList();
            return x.with(algebra.take(x.node(), x.labels().size() + take.eventAxis(), entries));
        } else if (expr instanceof Reshape reshape) {
            return reshape(reshape);
        } else if (expr instanceof Concatenate concatenate) {
            return concatenate(concatenate);
        }
        throw new IllegalStateException("no lowering of " + expr.getClass());
    }

    private Value symbol(Symbol symbol) {
        Value value = symbols.get(symbol);
        if (value != null) {
            return value;
        }
        if (symbol instanceof Deterministic deterministic) {
            return lower(deterministic.value());
        }
        throw new ModelException(
                "'" + symbol.name() + "' has no value here: bind it as data, or declare it in this model");
    }

    private Value constant(Constant constant) {
        List<Integer> dims = new ArrayList<>(layout.sizes(constant.axes()));
        dims.addAll(sizes(constant));
        List<Label> labels = layout.labels(constant.axes());
        if (!layout.hasRows(constant.axes())) {
            return scope.labelled(
                    scope.graph().literal(constant.values(), dims),
                    labels,
                    constant.shape().rank());
        }
        String name = "constant " + rowConstants.size();
        rowConstants.put(name, constant);
        return scope.labelled(
                scope.graph().input(name, new Type(true, dims)),
                labels,
                constant.shape().rank());
    }

    private Value reduce(Reduce reduce) {
        Value x = lower(reduce.x());
        int dim = x.labels().size() + reduce.eventAxis();
        Node reduced = reduceNode(reduce.reduction(), x.node(), dim);
        List<Integer> dims = new ArrayList<>(reduced.type().dims());
        dims.remove(dim);
        return new Value(algebra.reshape(reduced, dims), x.labels(), x.eventRank() - 1);
    }

    private Node reduceNode(org.platen.dsl.expr.Reduction reduction, Node x, int dim) {
        return switch (reduction) {
            case SUM -> algebra.sum(x, List.of(dim));
            case MEAN ->
                algebra.times(algebra.sum(x, List.of(dim)), 1.0 / x.type().dim(dim));
            case LOG_SUM_EXP -> algebra.logSumExp(x, List.of(dim));
            case MAXIMUM -> algebra.max(x, List.of(dim));
        };
    }

    private Value plateReduce(PlateReduce reduce) {
        Value x = lower(reduce.x());
        if (reduce.axis().equals(layout.rowAxis())) {
            return switch (reduce.reduction()) {
                case SUM -> x.with(algebra.sumRows(x.node()));
                case MEAN -> x.with(algebra.over(algebra.sumRows(x.node()), algebra.rowCount()));
                default ->
                    throw new ModelException(Describe.of(reduce) + ": only sums and means over the data plate '"
                            + reduce.axis() + "' are computed");
            };
        }
        Label label = new Label.OfPlate(reduce.axis());
        int size = layout.binding().size(reduce.axis().plate());
        int dim = x.labels().indexOf(label);
        if (dim < 0) {
            return switch (reduce.reduction()) {
                case SUM -> x.with(algebra.times(x.node(), size));
                case LOG_SUM_EXP -> x.with(algebra.plus(x.node(), Math.log(size)));
                default -> x;
            };
        }
        return scope.drop(reduceNode(reduce.reduction(), x.node(), dim), x.labels(), label, x.eventRank());
    }

    private Value product(MatMul product) {
        Value left = lower(product.left());
        Value right = lower(product.right());
        List<Label> labels = scope.union(List.of(left, right));
        boolean leftVector = left.eventRank() == 1;
        boolean rightVector = right.eventRank() == 1;
        Node a = leftVector ? appended(scope.spread(left, labels, 1), false) : scope.spread(left, labels, 2);
        Node b = rightVector ? appended(scope.spread(right, labels, 1), true) : scope.spread(right, labels, 2);
        Node result = algebra.matMul(a, b);
        List<Integer> dims = new ArrayList<>(result.type().dims());
        int rank = dims.size();
        if (rightVector) {
            dims.remove(rank - 1);
        }
        if (leftVector) {
            dims.remove(rank - 2);
        }
        return new Value(algebra.reshape(result, dims), labels, dims.size() - labels.size());
    }

    /** A vector as a matrix of one column, or of one row. */
    private Node appended(Node vector, boolean column) {
        List<Integer> dims = new ArrayList<>(vector.type().dims());
        dims.add(column ? dims.size() : dims.size() - 1, 1);
        return algebra.reshape(vector, dims);
    }

    private Value solve(TriangularSolve solve) {
        Value lower = lower(solve.lower());
        Value b = lower(solve.b());
        List<Label> labels = scope.union(List.of(lower, b));
        boolean vector = b.eventRank() == 1;
        Node right = vector ? appended(scope.spread(b, labels, 1), true) : scope.spread(b, labels, 2);
        Node result = algebra.solve(scope.spread(lower, labels, 2), right, solve.transpose());
        if (!vector) {
            return new Value(result, labels, 2);
        }
        return new Value(
                algebra.reshape(
                        result, result.type().dims().subList(0, result.type().rank() - 1)),
                labels,
                1);
    }

    private Value diagonal(Diagonal diagonal) {
        Value x = lower(diagonal.x());
        int n = x.node().type().dim(-1);
        List<Integer> dims =
                new ArrayList<>(x.node().type().dims().subList(0, x.labels().size()));
        dims.add(n * n);
        List<Integer> entries =
                IntStream.range(0, n).map(i -> i * (n + 1)).boxed().toList();
        return new Value(
                algebra.take(algebra.reshape(x.node(), dims), x.labels().size(), entries), x.labels(), 1);
    }

    private Value reshape(Reshape reshape) {
        Value x = lower(reshape.x());
        List<Integer> dims =
                new ArrayList<>(x.node().type().dims().subList(0, x.labels().size()));
        dims.addAll(sizes(reshape));
        return new Value(
                algebra.reshape(x.node(), dims), x.labels(), reshape.shape().rank());
    }

    private Value concatenate(Concatenate concatenate) {
        List<Value> parts = concatenate.parts().stream().map(this::lower).toList();
        List<Label> labels = scope.union(parts);
        int eventRank = parts.get(0).eventRank();
        int dim = labels.size() + concatenate.eventAxis();
        List<Node> nodes = new ArrayList<>();
        for (Value part : parts) {
            Node node = scope.spread(part, labels, eventRank);
            List<Integer> dims = new ArrayList<>();
            for (Label label : labels) {
                dims.add(parts.stream().mapToInt(p -> p.size(label)).max().orElse(1));
            }
            dims.addAll(part.eventDims());
            nodes.add(algebra.toType(node, new Type(node.type().rows(), dims)));
        }
        return new Value(algebra.concatenate(nodes, dim), labels, eventRank);
    }

    private Value index(Index index) {
        Value x = lower(index.x());
        ModelException.require(
                !index.axis().equals(layout.rowAxis()),
                "%s: elements of the data plate '%s' cannot be looked up by index. Put what is looked up into a plate of its own.",
                Describe.of(index),
                index.axis());
        Label label = new Label.OfPlate(index.axis());
        if (!x.labels().contains(label)) {
            return x;
        }
        Optional<RandomVariable> z = enumeratedIndex(index.by());
        if (z.isPresent() && !x.labels().contains(new Label.OfDomain(z.get()))) {
            return renamed(x, label, new Label.OfDomain(z.get()));
        }
        Value by = lower(index.by());
        List<Label> labels = scope.union(List.of(x, by));
        int dim = labels.indexOf(label);
        ModelException.require(
                !by.labels().contains(label),
                "%s: the index itself lives in '%s'. Use a copy of the plate.",
                Describe.of(index),
                index.axis());
        Node places = scope.spread(new Value(by.node(), by.labels(), 0), labels, 0);
        for (int i = 0; i < x.eventRank(); i++) {
            places = appended(places, true);
        }
        Node gathered = algebra.gather(scope.spread(x, labels, x.eventRank()), places, dim);
        return scope.drop(gathered, labels, label, x.eventRank());
    }

    private Value element(Element element) {
        Value x = lower(element.x());
        int dim = x.labels().size();
        Optional<RandomVariable> z = enumeratedIndex(element.by());
        if (z.isPresent() && !x.labels().contains(new Label.OfDomain(z.get()))) {
            List<Label> labels = new ArrayList<>(x.labels());
            labels.add(new Label.OfDomain(z.get()));
            return scope.labelled(x.node(), labels, x.eventRank() - 1);
        }
        Value by = lower(element.by());
        List<Label> labels = scope.union(List.of(x, by));
        Node places = scope.spread(by, labels, 0);
        for (int i = 0; i < x.eventRank(); i++) {
            places = appended(places, true);
        }
        Node gathered = algebra.gather(scope.spread(x, labels, x.eventRank()), places, labels.size());
        List<Integer> dims = new ArrayList<>(gathered.type().dims());
        dims.remove(labels.size());
        return new Value(algebra.reshape(gathered, dims), labels, x.eventRank() - 1);
    }

    private Value renamed(Value x, Label from, Label to) {
        List<Label> labels = new ArrayList<>(x.labels());
        int position = labels.indexOf(from);
        if (position < 0) {
            return x;
        }
        labels.set(position, to);
        return scope.labelled(x.node(), labels, x.eventRank());
    }

    /** The summed-out variable that an index is, if it counts from zero. */
    private Optional<RandomVariable> enumeratedIndex(Expr by) {
        Expr plain = by;
        while (plain instanceof Deterministic deterministic) {
            plain = deterministic.value();
        }
        return plain instanceof RandomVariable variable
                        && enumerated.contains(variable)
                        && variable.distribution().support() instanceof Support.Integers integers
                        && integers.lower() == 0
                ? Optional.of(variable)
                : Optional.empty();
    }

    private static List<Integer> sizes(Expr expr) {
        return IntStream.of(expr.shape().sizes()).boxed().toList();
    }
}
