package org.platen.inference.tensorflow;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.tensorflow.types.family.TType;

/** Tensors that are fed again and again until their numbers change. */
final class FedTensors implements AutoCloseable {

    private final Map<String, TType> tensors = new HashMap<>();

    /** Closes the tensor of an input: its numbers have changed. */
    synchronized void forget(String input) {
        TType tensor = tensors.remove(input);
        if (tensor != null) {
            tensor.close();
        }
    }

    /** Makes the tensor of an input where there is none. */
    synchronized void supply(String input, Supplier<TType> tensor) {
        if (!tensors.containsKey(input)) {
            tensors.put(input, tensor.get());
        }
    }

    synchronized TType get(String input) {
        return tensors.get(input);
    }

    @Override
    public synchronized void close() {
        tensors.values().forEach(TType::close);
        tensors.clear();
    }
}
