package org.platen.inference.lower;

import java.util.List;
import org.platen.inference.op.Algebra;
import org.platen.inference.program.Node;

/** What becomes of the log weights of a variable's values when the variable is taken out. */
enum Summation {
    /** The log of the sum of the weights: what is left is the evidence. */
    TOTAL {
        @Override
        Node along(Algebra algebra, Node weights, int dim) {
            return algebra.logSumExp(weights, List.of(dim));
        }
    },
    /** The largest, of equals the first: derivatives with respect to the weights then are 1 for the best values together and 0 for all others. */
    LARGEST {
        @Override
        Node along(Algebra algebra, Node weights, int dim) {
            return algebra.firstLargest(weights, dim);
        }
    };

    /** One dimension taken out; it stays, with size 1. */
    abstract Node along(Algebra algebra, Node weights, int dim);

    /** A labelled dimension taken out. */
    Value over(Scope scope, Value weights, Label label) {
        Node node = along(scope.algebra(), weights.node(), weights.labels().indexOf(label));
        return scope.drop(node, weights.labels(), label, 0);
    }
}
