package org.platen.dsl.distribution;

import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.platen.dsl.shape.Shape;

/** A family of single numbers. Arguments with an event shape make that many independent elements. */
public interface Univariate extends Distribution {

    /** One number, given each argument's value. */
    double draw(UniformRandomProvider random, double... arguments);

    @Override
    default Shape eventShape() {
        return arguments().stream()
                .map(argument -> argument.value().shape())
                .reduce(Shape.SCALAR, (a, b) -> Shape.elementwise(a, b, "the arguments of " + family()));
    }

    @Override
    default double[] draw(UniformRandomProvider random, List<double[]> arguments) {
        double[] values = new double[eventShape().size()];
        double[] one = new double[arguments.size()];
        for (int i = 0; i < values.length; i++) {
            for (int j = 0; j < one.length; j++) {
                double[] argument = arguments.get(j);
                one[j] = argument[argument.length == 1 ? 0 : i];
            }
            values[i] = draw(random, one);
        }
        return values;
    }
}
