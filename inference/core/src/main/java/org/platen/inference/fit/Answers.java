package org.platen.inference.fit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.platen.dsl.model.Variable;
import org.platen.dsl.shape.Axis;
import org.platen.inference.backend.LocalExecutor;
import org.platen.inference.backend.Session;
import org.platen.inference.jvm.JvmBackend;
import org.platen.inference.lower.Joint;
import org.platen.inference.lower.Value;
import org.platen.inference.program.Node;
import org.platen.inference.program.Program;

/** Values over the elements of some plates, computed together and read as tensors. */
final class Answers {

    private final Joint joint;
    private final Map<String, Node> outputs = new LinkedHashMap<>();
    private final Map<String, Question> questions = new LinkedHashMap<>();
    private @Nullable Session compiled;

    /** A value asked for, with the plates that it is wanted over, in their order. */
    private record Question(List<Axis> axes, List<Integer> event) {}

    Answers(Joint joint) {
        this.joint = joint;
    }

    /** Asks for a value over all elements of the plates of a variable, also where it is the same for all. */
    void ask(String name, Variable over, Value value) {
        outputs.put(name, joint.overElements(over.axes(), value));
        questions.put(name, new Question(List.copyOf(over.axes()), List.copyOf(value.eventDims())));
    }

    /** Compiled at the first run, after which nothing more is asked; the inputs {@code prefix + name} get the estimates. */
    Map<String, Tensor> at(String prefix, Map<Variable, double[]> estimates) {
        Map<String, Tensor> answers = new LinkedHashMap<>();
        if (outputs.isEmpty()) {
            return answers;
        }
        Session session = compiled == null
                ? new JvmBackend().compile(Program.of(outputs)).session(new LocalExecutor(1))
                : compiled;
        if (compiled == null) {
            joint.bindData(session);
            compiled = session;
        }
        estimates.forEach((variable, values) -> session.set(prefix + variable.name(), values));
        session.run(joint.layout().rows());
        questions.forEach((name, question) -> answers.put(name, tensor(session, name, question)));
        return answers;
    }

    private Tensor tensor(Session session, String name, Question question) {
        List<Integer> dims = new ArrayList<>();
        question.axes.forEach(axis -> dims.add(joint.layout().binding().size(axis.plate())));
        dims.addAll(question.event);
        List<String> names = question.axes.stream().map(Axis::toString).toList();
        Axis rows = joint.layout().rowAxis();
        int row = rows == null ? -1 : question.axes.indexOf(rows);
        double[] values = row < 0
                ? session.get(name)
                : flat(
                        session.rows(name),
                        dims.subList(row + 1, dims.size()).stream().reduce(1, (a, b) -> a * b));
        return new Tensor(values, names, dims);
    }

    /** From an array over the rows for each entry of the other dimensions to row-major. */
    private static double[] flat(double[][] lanes, int inner) {
        int rows = lanes[0].length;
        double[] flat = new double[lanes.length * rows];
        for (int lane = 0; lane < lanes.length; lane++) {
            int from = lane / inner * rows * inner + lane % inner;
            for (int row = 0; row < rows; row++) {
                flat[from + row * inner] = lanes[lane][row];
            }
        }
        return flat;
    }
}
