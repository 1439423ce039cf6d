package org.platen.inference.program;

import java.util.Arrays;
import java.util.List;

/**
 * Numbers that are part of the program.
 *
 * @param values row-major
 * @param dims sizes
 */
public record Literal(double[] values, List<Integer> dims) implements Op {

    @Override
    public Type infer(List<Type> inputs) {
        return new Type(false, dims);
    }

    @Override
    public void differentiate(Node node, Node adjoint, Gradients gradients) {
        // a constant depends on nothing
    }

    @Override
    public Step bind(List<Buffer> inputs, Buffer output) {
        System.arraycopy(values, 0, output.flat(), 0, values.length);
        return rows -> {};
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Literal literal && dims.equals(literal.dims) && Arrays.equals(values, literal.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values) * 31 + dims.hashCode();
    }

    @Override
    public String toString() {
        return values.length <= 4 ? Arrays.toString(values) : "literal" + dims;
    }
}
