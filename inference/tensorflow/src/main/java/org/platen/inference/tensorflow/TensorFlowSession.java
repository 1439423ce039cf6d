package org.platen.inference.tensorflow;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.platen.inference.backend.RowSource;
import org.platen.inference.backend.Session;
import org.platen.inference.program.Node;
import org.platen.inference.program.Type;
import org.tensorflow.Result;
import org.tensorflow.exceptions.TFInvalidArgumentException;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TType;

/** Inputs and outputs of runs of one graph. */
final class TensorFlowSession implements Session {

    private final TensorFlowProgram compiled;
    private final FedTensors fed = new FedTensors();
    private final Map<String, double[]> numbers = new HashMap<>();
    private final Set<String> open = new TreeSet<>();
    private final Map<String, List<RowSource>> sources = new HashMap<>();
    private final Set<String> missing;
    private final Map<String, double[]> outputs = new LinkedHashMap<>();
    private final Map<String, double[][]> rowOutputs = new LinkedHashMap<>();
    private int rows = -1;

    TensorFlowSession(TensorFlowProgram compiled) {
        this.compiled = compiled;
        this.missing = new TreeSet<>(compiled.inputs.keySet());
        compiled.program.outputs().forEach((name, node) -> {
            if (!node.type().rows()) {
                outputs.put(name, new double[node.type().size()]);
            }
        });
        TensorFlowProgram.CLEANER.register(this, fed::close);
    }

    @Override
    public void set(String input, double... values) {
        Node node = compiled.inputs.get(input);
        if (node == null) {
            return;
        }
        if (node.type().rows() || node.type().size() != values.length) {
            throw new IllegalArgumentException(
                    "input '" + input + "' is " + node.type() + ", found " + values.length + " numbers for all rows");
        }
        System.arraycopy(values, 0, own(input, node.type()), 0, values.length);
        fed.forget(input);
        missing.remove(input);
    }

    private double[] own(String input, Type type) {
        return numbers.computeIfAbsent(input, name -> new double[type.size()]);
    }

    @Override
    public double[] input(String input) {
        Node node = compiled.inputs.get(input);
        if (node == null) {
            return new double[0];
        }
        if (node.type().rows()) {
            throw new IllegalArgumentException("input '" + input + "' has rows, bind it to where they are");
        }
        missing.remove(input);
        open.add(input);
        return own(input, node.type());
    }

    @Override
    public void bind(String input, List<RowSource> entries) {
        Node node = compiled.inputs.get(input);
        if (node == null) {
            return;
        }
        if (!node.type().rows() || node.type().size() != entries.size()) {
            throw new IllegalArgumentException(
                    "input '" + input + "' is " + node.type() + ", found " + entries.size() + " entries for each row");
        }
        sources.put(input, List.copyOf(entries));
        fed.forget(input);
        missing.remove(input);
    }

    @Override
    public void run(int rowCount) {
        if (!missing.isEmpty()) {
            throw new IllegalStateException(
                    "input '" + missing.iterator().next() + "' has no value: set or bind it before a run");
        }
        if (rowCount != rows) {
            sources.keySet().forEach(fed::forget);
            rows = rowCount;
        }
        open.forEach(fed::forget);
        compiled.inputs.forEach((name, node) -> fed.supply(name, () -> tensor(name, node.type())));
        try (TInt32 count = TInt32.scalarOf(rowCount);
                Result result = runner(count).run()) {
            int next = 0;
            for (Map.Entry<String, Node> output : compiled.program.outputs().entrySet()) {
                read(output.getKey(), output.getValue().type(), (TType) result.get(next++));
            }
        } catch (TFInvalidArgumentException refused) {
            if (!Refusals.isOneOf(refused)) {
                throw refused;
            }
            compiled.program.outputs().forEach((name, node) -> fillWithNaN(name, node.type()));
        }
    }

    private org.tensorflow.Session.Runner runner(TInt32 count) {
        org.tensorflow.Session.Runner runner = compiled.session.runner().feed(compiled.rows, count);
        compiled.placeholders.forEach((name, placeholder) -> runner.feed(placeholder, fed.get(name)));
        compiled.program.outputs().keySet().forEach(name -> runner.fetch(compiled.outputs.get(name)));
        return runner;
    }

    private TType tensor(String name, Type type) {
        Shape dims = Emitter.shape(type.dims());
        return type.rows()
                ? RowTensors.first(name, sources.get(name), rows, dims, compiled.precision)
                : compiled.precision.tensor(dims, numbers.get(name));
    }

    private void read(String name, Type type, TType tensor) {
        if (!type.rows()) {
            compiled.precision.read(tensor, outputs.get(name));
            return;
        }
        double[] values = new double[rows * type.size()];
        compiled.precision.read(tensor, values);
        double[][] entries = new double[type.size()][rows];
        for (int row = 0; row < rows; row++) {
            for (int i = 0; i < entries.length; i++) {
                entries[i][row] = values[row * entries.length + i];
            }
        }
        rowOutputs.put(name, entries);
    }

    private void fillWithNaN(String name, Type type) {
        if (!type.rows()) {
            Arrays.fill(outputs.get(name), Double.NaN);
            return;
        }
        double[][] entries = new double[type.size()][rows];
        for (double[] entry : entries) {
            Arrays.fill(entry, Double.NaN);
        }
        rowOutputs.put(name, entries);
    }

    @Override
    public double[] get(String output) {
        return output(output).clone();
    }

    @Override
    public double[] output(String output) {
        double[] values = outputs.get(output);
        if (values == null) {
            throw new IllegalArgumentException("no output without rows is named '" + output + "'");
        }
        return values;
    }

    @Override
    public double[][] rows(String output) {
        double[][] values = rowOutputs.get(output);
        if (values == null) {
            throw new IllegalArgumentException("no output with rows is named '" + output + "' or there was no run");
        }
        return values;
    }
}
