package org.platen.inference.em.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.platen.dsl.shape.Shape;
import org.platen.inference.lower.Term;
import org.platen.inference.lower.Value;

/**
 * Expected mean products of the entries of a variable that is integrated out.
 *
 * @param size number of its entries
 * @param sums name of the statistic of the lower triangle, row by row
 * @param count name of the statistic of the number of elements
 */
public record SecondMoments(int size, String sums, String count) {

    /** Asks for the moments over all elements of a term's variable, a number or a vector. */
    public static SecondMoments of(Term term, Workbench workbench) {
        int size = term.shape().size();
        List<Integer> left = new ArrayList<>();
        List<Integer> right = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            for (int j = 0; j <= i; j++) {
                left.add(i);
                right.add(j);
            }
        }
        Cell all = new Cell(Set.of(), Map.of(), Shape.SCALAR);
        Value weight = workbench.weight(term);
        Quantity scores = workbench.quantity(term, lowering -> lowering.lower(term.variable()));
        String count = workbench.sum(all, weight);
        if (term.shape().isScalar()) {
            return new SecondMoments(
                    size, workbench.sum(all, scores.weighted(workbench.scope(), weight), scores), count);
        }
        String sums = workbench.sum(
                all.withEvent(Shape.of(left.size())),
                scores.weighted(workbench.scope(), weight).map(value -> taken(value, left, workbench)),
                scores.map(value -> taken(value, right, workbench)));
        return new SecondMoments(size, sums, count);
    }

    private static Value taken(Value vector, List<Integer> entries, Workbench workbench) {
        return Symmetric.take(workbench.scope().algebra(), vector, entries);
    }

    /** A symmetric matrix, row-major; not numbers where there are no elements. */
    public double[] of(Numbers numbers) {
        double[] triangle = numbers.statistic(sums);
        double count = numbers.statistic(this.count)[0];
        double[] moments = new double[size * size];
        int at = 0;
        for (int i = 0; i < size; i++) {
            for (int j = 0; j <= i; j++) {
                moments[i * size + j] = triangle[at++] / count;
                moments[j * size + i] = moments[i * size + j];
            }
        }
        return moments;
    }
}
