package org.platen.inference.tensorflow;

import java.util.List;
import org.tensorflow.exceptions.TFInvalidArgumentException;

/** Numbers that TensorFlow refuses where the JVM gives NaN: matrices that are not positive definite, or have no inverse. */
final class Refusals {

    private static final List<String> MESSAGES =
            List.of("Cholesky decomposition was not successful", "Input matrix is not invertible");

    private Refusals() {}

    /** Whether this is such a refusal. */
    static boolean isOneOf(TFInvalidArgumentException exception) {
        String message = String.valueOf(exception.getMessage());
        return MESSAGES.stream().anyMatch(message::contains);
    }
}
