package org.platen.inference.lower;

import org.platen.dsl.expr.Describe;
import org.platen.dsl.expr.PlateReduce;
import org.platen.dsl.shape.Axis;
import org.platen.dsl.shape.ModelException;
import org.platen.inference.op.Algebra;

/** All elements of a plate folded into one, whether they are rows, a dimension, or all the same. */
record PlateReductions(LoweringContext context) {

    Value of(PlateReduce reduce, Value x) {
        checkSummedOut(reduce, x);
        if (reduce.axis().equals(context.layout().rowAxis())) {
            return overRows(reduce, x);
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

    private void checkSummedOut(PlateReduce reduce, Value x) {
        Axis axis = reduce.axis();
        for (Label label : x.labels()) {
            ModelException.require(
                    !(label instanceof Label.OfDomain domain
                            && context.layout().axes(domain).contains(axis)),
                    "%s: %s depends on a discrete variable that is summed out for every element of '%s', so what all elements give together has no small"
                            + " table. Use an approximate engine such as meanFieldVi.",
                    Describe.of(reduce),
                    Describe.of(reduce.x()),
                    axis);
        }
    }

    private Value overRows(PlateReduce reduce, Value x) {
        Algebra algebra = context.scope().algebra();
        return switch (reduce.reduction()) {
            case SUM -> x.with(algebra.sumRows(x.node()));
            case MEAN -> x.with(algebra.over(algebra.sumRows(x.node()), algebra.rowCount()));
            case LOG_SUM_EXP, MAXIMUM ->
                throw new ModelException(String.format(
                        "%s needs all elements of '%s' at once, so its rows cannot be taken one by one",
                        Describe.of(reduce), reduce.axis()));
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
