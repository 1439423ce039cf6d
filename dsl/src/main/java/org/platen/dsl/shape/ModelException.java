package org.platen.dsl.shape;

/**
 * A model, or the data bound to it, is wrong. The message names the variable, says what was found and what was expected, and how to fix it.
 */
public final class ModelException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    /** The error with its whole message. */
    public ModelException(String message) {
        super(message);
    }

    /** Throws unless {@code condition} holds; {@code format} and {@code arguments} are those of {@link String#format}. */
    public static void require(boolean condition, String format, Object... arguments) {
        if (!condition) {
            throw new ModelException(String.format(java.util.Locale.ROOT, format, arguments));
        }
    }
}
