package org.platen.inference.lower;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.platen.dsl.expr.Describe;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.expr.PlateReduce;
import org.platen.dsl.expr.Stack;
import org.platen.dsl.shape.Axis;
import org.platen.dsl.shape.ModelException;
import org.platen.inference.op.Algebra;
import org.platen.inference.op.BinaryRule;
import org.platen.inference.program.Node;

/** All elements of a plate folded into one, whether they are rows, a dimension, or all the same. */
record PlateReductions(LoweringContext context) {

    Value of(PlateReduce reduce, Value x) {
        checkSummedOut(reduce, reduce.x(), reduce.axis(), x);
        if (reduce.axis().equals(context.layout().rowAxis())) {
            return overRows(reduce, x);
        }
        Ends ends = new Ends(context.scope(), context.layout());
        if (ends.differ(reduce.axis())) {
            return overInstants(reduce, ends, x);
        }
        Label label = new Label.OfPlate(reduce.axis());
        int dim = x.labels().indexOf(label);
        return dim < 0
                ? overEqual(reduce, x)
                : context.scope()
                        .drop(
                                new Events(context.scope()).reduce(reduce.reduction(), x.node(), dim),
                                x.labels(),
                                label,
                                x.eventRank());
    }

    /** All elements of a plate as entries of a new first event dimension. */
    Value stacked(Stack stack, Value x) {
        checkSummedOut(stack, stack.x(), stack.axis(), x);
        Events events = new Events(context.scope());
        int size = stack.axis().plate().size();
        List<Integer> event = IntStream.of(stack.x().shape().sizes()).boxed().toList();
        Value whole = events.broadcast(x, event);
        Label label = new Label.OfPlate(stack.axis());
        List<Label> labels = new ArrayList<>(whole.labels());
        Node node = whole.node();
        if (labels.contains(label)) {
            int at = labels.indexOf(label);
            labels.remove(at);
            List<Integer> order = new ArrayList<>();
            IntStream.range(0, node.type().rank()).filter(i -> i != at).forEach(order::add);
            order.add(labels.size(), at);
            node = context.scope().algebra().permute(node, order);
        } else {
            List<Integer> dims = new ArrayList<>(node.type().dims());
            dims.add(labels.size(), 1);
            node = context.scope().algebra().reshape(node, dims);
            dims.set(labels.size(), size);
            node = context.scope().algebra().toType(node, node.type().withDims(dims));
        }
        return new Value(node, labels, event.size() + 1);
    }

    private void checkSummedOut(Expr whole, Expr part, Axis axis, Value x) {
        for (Label label : x.labels()) {
            ModelException.require(
                    !(label instanceof Label.OfDomain domain
                            && context.layout().axes(domain).contains(axis)),
                    "%s: %s depends on a discrete variable that is summed out for every element of '%s', so what all elements give together has no small"
                            + " table. Use an approximate engine such as meanFieldVi.",
                    Describe.of(whole),
                    Describe.of(part),
                    axis);
        }
    }

    private Value overRows(PlateReduce reduce, Value x) {
        RowSums rows = new RowSums(context.scope(), context.layout());
        return switch (reduce.reduction()) {
            case SUM -> x.with(rows.of(x.node()));
            case MEAN -> x.with(context.scope().algebra().over(rows.of(x.node()), rows.count()));
            case LOG_SUM_EXP, MAXIMUM ->
                throw new ModelException(String.format(
                        "%s needs all elements of '%s' at once, so its rows cannot be taken one by one",
                        Describe.of(reduce), reduce.axis()));
        };
    }

    /** Instants beyond the end of a chain have no part. */
    private Value overInstants(PlateReduce reduce, Ends ends, Value x) {
        Axis chain = reduce.axis();
        return switch (reduce.reduction()) {
            case SUM -> ends.sum(chain, x);
            case MEAN -> context.scope().binary(BinaryRule.DIVIDE, ends.sum(chain, x), ends.length(chain));
            case LOG_SUM_EXP, MAXIMUM -> {
                Value counted = ends.within(chain, x, Double.NEGATIVE_INFINITY);
                Label label = new Label.OfPlate(chain);
                int dim = counted.labels().indexOf(label);
                Node folded = new Events(context.scope()).reduce(reduce.reduction(), counted.node(), dim);
                yield context.scope().drop(folded, counted.labels(), label, x.eventRank());
            }
        };
    }

    /** The value is the same for all elements. */
    private Value overEqual(PlateReduce reduce, Value x) {
        Algebra algebra = context.scope().algebra();
        int size = context.layout().binding().size(reduce.axis().plate());
        return switch (reduce.reduction()) {
            case SUM -> x.with(algebra.times(x.node(), size));
            case LOG_SUM_EXP -> x.with(algebra.plus(x.node(), Math.log(size)));
            case MEAN, MAXIMUM -> x;
        };
    }
}
