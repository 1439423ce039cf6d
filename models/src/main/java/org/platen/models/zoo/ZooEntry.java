package org.platen.models.zoo;

import java.util.function.Supplier;

/**
 * A model of the zoo.
 *
 * @param name unique, in kebab case
 * @param title what it is, in one line
 * @param family where it belongs
 * @param source paper with section or equation, or the page of its data
 * @param declaration how it is declared
 * @param supplier of a model with data
 */
public record ZooEntry(
        String name, String title, Family family, String source, Declaration declaration, Supplier<Example> supplier) {

    /** A model with data that it fits in seconds. */
    public Example example() {
        return supplier.get();
    }

    /** Imports and statements that declare the example's model as {@code model}, in Java. */
    public String java() {
        return declaration.java();
    }

    /** Imports and statements that declare the example's model as a value, in Kotlin. */
    public String kotlin() {
        return declaration.kotlin();
    }

    /** {@link #kotlin} as a script: the model is its last line. */
    public String script() {
        return declaration.script();
    }
}
