package org.platen.inference.jvm;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.platen.inference.backend.Executor;
import org.platen.inference.backend.RowSource;
import org.platen.inference.backend.Session;
import org.platen.inference.program.Input;
import org.platen.inference.program.Node;

/** Buffers and bound kernels of one compiled program. */
final class JvmSession implements Session {

    private final Schedule schedule;
    private final GlobalValues globals;
    private final RowPasses passes;
    private final Map<String, Node> inputs = new HashMap<>();
    private final Set<String> missing = new TreeSet<>();

    JvmSession(Schedule schedule, StageClasses classes, Executor executor) {
        this.schedule = schedule;
        this.globals = new GlobalValues(schedule, classes);
        this.passes = new RowPasses(schedule, globals, executor);
        for (Node node : schedule.program().nodes()) {
            if (node.op() instanceof Input input) {
                inputs.put(input.name(), node);
            }
        }
        missing.addAll(inputs.keySet());
    }

    @Override
    public void set(String input, double... values) {
        Node node = inputs.get(input);
        if (node == null) {
            return;
        }
        if (node.type().rows() || node.type().size() != values.length) {
            throw new IllegalArgumentException(
                    "input '" + input + "' is " + node.type() + ", found " + values.length + " numbers for all rows");
        }
        globals.set(node, values);
        missing.remove(input);
    }

    @Override
    public double[] input(String input) {
        Node node = inputs.get(input);
        if (node == null) {
            return new double[0];
        }
        if (node.type().rows()) {
            throw new IllegalArgumentException("input '" + input + "' has rows, bind it to where they are");
        }
        missing.remove(input);
        return globals.open(node);
    }

    @Override
    public void bind(String input, List<RowSource> entries) {
        Node node = inputs.get(input);
        if (node == null) {
            return;
        }
        if (!node.type().rows() || node.type().size() != entries.size()) {
            throw new IllegalArgumentException(
                    "input '" + input + "' is " + node.type() + ", found " + entries.size() + " entries for each row");
        }
        passes.bind(input, List.copyOf(entries));
        missing.remove(input);
    }

    @Override
    public void run(int rows) {
        checkInputs(rows);
        globals.begin(rows);
        globals.run(0);
        passes.begin(rows);
        for (int stage = 1; stage < schedule.globals().size(); stage++) {
            passes.run(stage - 1, rows);
            globals.run(stage);
        }
        globals.end();
    }

    private void checkInputs(int rows) {
        if (!missing.isEmpty()) {
            throw new IllegalStateException(
                    "input '" + missing.iterator().next() + "' has no value: set or bind it before a run");
        }
        passes.checkRows(rows);
    }

    @Override
    public double[] get(String output) {
        return output(output).clone();
    }

    @Override
    public double[] output(String output) {
        Node node = schedule.program().outputs().get(output);
        if (node == null || node.type().rows()) {
            throw new IllegalArgumentException("no output without rows is named '" + output + "'");
        }
        return globals.numbers(node);
    }

    @Override
    public double[][] rows(String output) {
        return passes.output(output);
    }
}
