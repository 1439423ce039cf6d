package org.platen.inference.train;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.platen.inference.backend.RowSource;
import org.platen.inference.program.Input;
import org.platen.inference.program.Node;
import org.platen.inference.program.Program;
import org.platen.inference.program.Type;

/**
 * What one step of training by gradients computes. Inputs of the program that are named in none of the maps have no rows and are set once. Inputs that the program turns out not
 * to depend on may be named all the same.
 *
 * @param program computes the loss and its gradients on one mini-batch, whose size is its number of rows
 * @param gradients for each parameter, an input without rows, the output that is the gradient of the loss with respect to it, of its type
 * @param noise inputs, with rows or without, that are filled afresh at each step, with numbers that depend on the seed, the input's name and the step only
 * @param schedules inputs of one number that are functions of the step
 * @param metrics outputs of one number to be averaged over steps; the first is the loss
 * @param batched inputs with rows that are read from the data at the mini-batch's rows
 * @param followers for each input without rows that no gradient moves, the output that it is after a step, of its type
 */
public record TrainingStep(
        Program program,
        Map<String, String> gradients,
        Map<String, Noise> noise,
        Map<String, Schedule> schedules,
        List<String> metrics,
        Set<String> batched,
        Map<String, String> followers) {

    /** A step in which nothing follows but by gradients. */
    public TrainingStep(
            Program program,
            Map<String, String> gradients,
            Map<String, Noise> noise,
            Map<String, Schedule> schedules,
            List<String> metrics,
            Set<String> batched) {
        this(program, gradients, noise, schedules, metrics, batched, Map.of());
    }

    /** Copies, and checks that the outputs exist and fit. */
    public TrainingStep {
        gradients = Collections.unmodifiableMap(new LinkedHashMap<>(gradients));
        noise = Map.copyOf(noise);
        schedules = Map.copyOf(schedules);
        metrics = List.copyOf(metrics);
        batched = Set.copyOf(batched);
        followers = Collections.unmodifiableMap(new LinkedHashMap<>(followers));
        if (metrics.isEmpty()) {
            throw new IllegalArgumentException("a training step has at least one metric: the loss");
        }
        for (String metric : metrics) {
            require(output(program, metric).equals(Type.SCALAR), "metric '" + metric + "' is not one number");
        }
        Map<String, Type> inputs = inputs(program);
        gradients.forEach((parameter, gradient) -> requireSame(program, inputs, "parameter", parameter, gradient));
        followers.forEach((input, next) -> requireSame(program, inputs, "follower", input, next));
        for (String follower : followers.keySet()) {
            require(!gradients.containsKey(follower), "'" + follower + "' is a parameter and a follower");
        }
        for (String schedule : schedules.keySet()) {
            Type own = inputs.getOrDefault(schedule, Type.SCALAR);
            require(own.equals(Type.SCALAR), "scheduled input '" + schedule + "' is " + own + ", not one number");
        }
        for (String input : batched) {
            require(!inputs.containsKey(input) || inputs.get(input).rows(), "input '" + input + "' has no rows");
        }
        for (Map.Entry<String, Type> input : inputs.entrySet()) {
            require(
                    !input.getValue().rows() || batched.contains(input.getKey()) || noise.containsKey(input.getKey()),
                    "input '" + input.getKey() + "' has rows, but is neither read from the data nor noise");
        }
    }

    /** The type of each input of the program. */
    public Map<String, Type> inputs() {
        return inputs(program);
    }

    /**
     * Whether the program reads an input that is bound to data.
     *
     * @param entries how many there are for each row
     * @throws IllegalArgumentException when it is not read from the data, or has another number of entries
     */
    public boolean reads(String input, int entries) {
        require(batched.contains(input), "input '" + input + "' is not read from the data");
        Type type = inputs().get(input);
        if (type == null) {
            return false;
        }
        require(
                type.size() == entries,
                "input '" + input + "' is " + type + ", found " + entries + " entries for each row");
        return true;
    }

    /**
     * How many rows all data have; −1 where nothing is read from data.
     *
     * @param data by input
     * @throws IllegalStateException when an input that the program reads has none
     */
    public int rows(Map<String, List<RowSource>> data) {
        int rows = -1;
        Set<String> read = inputs().keySet();
        for (String input : batched) {
            if (!read.contains(input)) {
                continue;
            }
            List<RowSource> entries = data.get(input);
            if (entries == null) {
                throw new IllegalStateException("input '" + input + "' has no data: bind it before a run");
            }
            for (RowSource entry : entries) {
                rows = rows < 0 ? entry.rows() : Math.min(rows, entry.rows());
            }
        }
        return rows;
    }

    /** The names of what a step changes: parameters, then followers. */
    public List<String> changed() {
        List<String> changed = new ArrayList<>(gradients.keySet());
        changed.addAll(followers.keySet());
        return changed;
    }

    /** The type of a parameter or follower. */
    public Type parameter(String name) {
        return output(program, gradients.containsKey(name) ? gradients.get(name) : followers.get(name));
    }

    /** The inputs that have to be {@linkplain Trainer#set set} before the first step: parameters, followers and constants. */
    public List<String> given() {
        List<String> given = changed();
        inputs(program).keySet().stream()
                .filter(input -> !given.contains(input)
                        && !noise.containsKey(input)
                        && !schedules.containsKey(input)
                        && !batched.contains(input))
                .forEach(given::add);
        return given;
    }

    private static void requireSame(
            Program program, Map<String, Type> inputs, String what, String name, String output) {
        Type next = output(program, output);
        Type own = inputs.getOrDefault(name, next);
        require(!own.rows(), what + " '" + name + "' has rows");
        require(own.equals(next), what + " '" + name + "' is " + own + ", but '" + output + "' is " + next);
    }

    private static Map<String, Type> inputs(Program program) {
        Map<String, Type> inputs = new LinkedHashMap<>();
        for (Node node : program.nodes()) {
            if (node.op() instanceof Input input) {
                inputs.put(input.name(), input.type());
            }
        }
        return inputs;
    }

    private static Type output(Program program, String name) {
        Node node = program.outputs().get(name);
        if (node == null) {
            throw new IllegalArgumentException("the program has no output named '" + name + "'");
        }
        return node.type();
    }

    private static void require(boolean isRight, String message) {
        if (!isRight) {
            throw new IllegalArgumentException(message);
        }
    }
}
