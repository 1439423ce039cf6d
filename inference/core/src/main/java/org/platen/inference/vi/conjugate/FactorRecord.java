package org.platen.inference.vi.conjugate;

import java.util.Arrays;
import org.platen.dsl.model.RandomVariable;
import org.platen.dsl.shape.ModelException;
import org.platen.inference.vi.factor.FactorFamily;

/**
 * A {@link VariationalFactor} without its variable: what files hold.
 *
 * @param family the family of each element
 * @param count number of elements
 * @param parameters of the elements, one after the other
 */
public record FactorRecord(FactorFamily family, int count, double[] parameters) {

    /** That of a factor. */
    public static FactorRecord of(VariationalFactor factor) {
        double[] flat = Arrays.stream(factor.parameters())
                .flatMapToDouble(Arrays::stream)
                .toArray();
        return new FactorRecord(factor.family(), factor.count(), flat);
    }

    /**
     * The factor again.
     *
     * @param elements how many values the variable has, over its plates
     * @throws ModelException when it is of another family or of other sizes than the variable
     */
    public VariationalFactor of(RandomVariable variable, int elements) {
        FactorFamily expected = Families.of(variable.distribution()).orElse(null);
        int own = family.layout().values().stream().mapToInt(Integer::intValue).sum();
        ModelException.require(
                family.equals(expected),
                "the factor of '%s' is %s, expected %s",
                variable.name(),
                family.name(),
                expected == null ? "none" : expected.name());
        ModelException.require(
                (long) count * family.size()
                                == (long) elements * variable.shape().size()
                        && (long) count * own == parameters.length,
                "the factor of '%s' has %d elements of %d parameters, found %d numbers",
                variable.name(),
                count,
                own,
                parameters.length);
        double[][] each = new double[count][];
        for (int i = 0; i < count; i++) {
            each[i] = Arrays.copyOfRange(parameters, i * own, (i + 1) * own);
        }
        return new VariationalFactor(variable, family, each);
    }
}
