package org.platen.inference.posterior;

import java.io.IOException;
import java.io.Writer;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.platen.inference.fit.Tensor;

/** Writes groups of tensors as nested arrays, number by number. */
final class InferenceDataJson {

    /** Names of ArviZ that stand for yes or no. */
    private static final Set<String> FLAGS = Set.of("diverging");

    private static final List<String> SAMPLES = List.of("chain", "draw");

    private final Writer out;

    InferenceDataJson(Writer out) {
        this.out = out;
    }

    /** One value of an object. */
    private interface Content<T> {
        void write(String name, T value) throws IOException;
    }

    void write(Map<String, Map<String, Tensor>> groups, Map<String, List<String>> coordinates) throws IOException {
        Map<String, List<String>> dims = new LinkedHashMap<>();
        out.write("{");
        for (Map.Entry<String, Map<String, Tensor>> group : groups.entrySet()) {
            group.getValue().forEach((name, tensor) -> dims.put(name, plates(tensor)));
            string(group.getKey());
            out.write(": ");
            object(group.getValue(), (name, tensor) -> tensor(tensor, FLAGS.contains(name)));
            out.write(",\n");
        }
        string("dims");
        out.write(": ");
        object(dims, (name, plates) -> strings(plates));
        if (!coordinates.isEmpty()) {
            Map<String, List<String>> coords = new LinkedHashMap<>();
            coordinates.forEach((plate, labels) -> coords.put(dimension(plate), labels));
            out.write(",\n\"coords\": ");
            object(coords, (name, labels) -> strings(labels));
        }
        out.write(",\n\"posterior_attrs\": {\"inference_library\": \"platen\"}}\n");
    }

    private static List<String> plates(Tensor tensor) {
        List<String> axes = tensor.axes();
        List<String> own = axes.size() >= 2 && axes.subList(0, 2).equals(SAMPLES) ? axes.subList(2, axes.size()) : axes;
        return own.stream().map(InferenceDataJson::dimension).toList();
    }

    /** ArviZ keeps the names of samples for itself. */
    private static String dimension(String axis) {
        return SAMPLES.contains(axis) ? axis + "_plate" : axis;
    }

    private <T> void object(Map<String, T> entries, Content<T> content) throws IOException {
        out.write("{");
        Iterator<Map.Entry<String, T>> rest = entries.entrySet().iterator();
        while (rest.hasNext()) {
            Map.Entry<String, T> entry = rest.next();
            string(entry.getKey());
            out.write(": ");
            content.write(entry.getKey(), entry.getValue());
            out.write(rest.hasNext() ? ",\n" : "");
        }
        out.write("}");
    }

    private void strings(List<String> texts) throws IOException {
        out.write("[");
        for (int i = 0; i < texts.size(); i++) {
            out.write(i == 0 ? "" : ", ");
            string(texts.get(i));
        }
        out.write("]");
    }

    private void string(String text) throws IOException {
        out.write('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.write('\\');
                out.write(c);
            } else if (c < ' ') {
                out.write(String.format("\\u%04x", (int) c));
            } else {
                out.write(c);
            }
        }
        out.write('"');
    }

    private void tensor(Tensor tensor, boolean flags) throws IOException {
        array(tensor.values(), tensor.dims(), 0, 0, flags);
    }

    /** Writes the entries of an axis from a position on and returns the position after them. */
    private int array(double[] values, List<Integer> dims, int axis, int from, boolean flags) throws IOException {
        if (axis == dims.size()) {
            out.write(flags ? Boolean.toString(values[from] != 0) : Double.toString(values[from]));
            return from + 1;
        }
        out.write("[");
        int next = from;
        for (int i = 0; i < dims.get(axis); i++) {
            out.write(i == 0 ? "" : ", ");
            next = array(values, dims, axis + 1, next, flags);
        }
        out.write("]");
        return next;
    }
}
