package org.platen.inference.program;

import java.util.List;

/** The number of rows of the whole data, known when a run starts. */
public record RowCount() implements Op {

    @Override
    public Type infer(List<Type> inputs) {
        return Type.SCALAR;
    }

    @Override
    public void differentiate(Node node, Node adjoint, Gradients gradients) {
        // the number of rows depends on nothing
    }

    @Override
    public Step bind(List<Buffer> inputs, Buffer output) {
        return rows -> {};
    }
}
