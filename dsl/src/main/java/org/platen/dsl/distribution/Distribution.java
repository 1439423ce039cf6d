package org.platen.dsl.distribution;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.commons.rng.UniformRandomProvider;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.shape.Axis;
import org.platen.dsl.shape.Plates;
import org.platen.dsl.shape.Shape;

/** A probability distribution whose arguments are expressions. An immutable value; every family is a record. */
public interface Distribution {

    /** The family's name, as it is printed in a generative story: {@code Normal}. */
    String family();

    /** The arguments in the order of the family's definition; a composite lists its own arguments and then those of its parts. */
    List<Argument> arguments();

    /** The distribution as it is printed in a generative story, for example {@code Normal(mu, 2 * tau)}. */
    default String describe() {
        return arguments().stream().map(Argument::describe).collect(Collectors.joining(", ", family() + "(", ")"));
    }

    /** The same family with other arguments, in the order of {@link #arguments}. */
    Distribution with(List<Expr> arguments);

    /** The set its values lie in. */
    Support support();

    /** The shape of one value. */
    Shape eventShape();

    /** The log density (or log mass) at {@code x}, a scalar in each plate: independent elements are summed. */
    default Expr logDensity(Expr x) {
        return elementwiseLogDensity(x).sum();
    }

    /**
     * The log density at {@code x} with one term for each independent element: the event shape for scalar families whose arguments are vectors, a scalar
     * for families of vectors and matrices.
     */
    Expr elementwiseLogDensity(Expr x);

    /**
     * One value, row-major.
     *
     * @param random source of randomness
     * @param arguments the value of each of {@link #arguments}, row-major
     */
    double[] draw(UniformRandomProvider random, List<double[]> arguments);

    /** The plates that the arguments live in. */
    default Set<Axis> axes() {
        return arguments().stream().map(argument -> argument.value().axes()).reduce(Set.of(), Plates::union);
    }
}
