package org.platen.inference.program;

import java.util.List;

/**
 * A value given at run time.
 *
 * @param name unique in its graph
 * @param type its static shape
 */
public record Input(String name, Type type) implements Op {

    @Override
    public Type infer(List<Type> inputs) {
        return type;
    }

    @Override
    public void differentiate(Node node, Node adjoint, Gradients gradients) {
        // an input depends on nothing
    }

    @Override
    public Step bind(List<Buffer> inputs, Buffer output) {
        return rows -> {};
    }

    @Override
    public String toString() {
        return "input " + name;
    }
}
