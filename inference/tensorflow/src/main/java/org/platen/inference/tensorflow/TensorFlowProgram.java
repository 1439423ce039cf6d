package org.platen.inference.tensorflow;

import java.lang.ref.Cleaner;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.platen.inference.program.Input;
import org.platen.inference.program.Node;
import org.platen.inference.program.Program;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/** A program as a graph with placeholders for its inputs. Its native memory is freed when nothing refers to it any more. */
final class TensorFlowProgram {

    /** Frees what is native when its owner is gone. */
    static final Cleaner CLEANER = Cleaner.create();

    final Program program;
    final Precision precision;
    final Session session;
    final Operand<TInt32> rows;
    final Map<String, Node> inputs = new LinkedHashMap<>();
    final Map<String, Operand<TNumber>> placeholders = new LinkedHashMap<>();
    final Map<String, Operand<TNumber>> outputs;

    TensorFlowProgram(Program program, Precision precision, ConfigProto configuration) {
        this.program = program;
        this.precision = precision;
        Graph graph = new Graph();
        Ops tf = Ops.create(graph);
        this.rows = tf.placeholder(TInt32.class, Placeholder.shape(Emitter.shape(List.of())));
        Emitter emitter = new Emitter(tf, precision, rows);
        for (Node node : program.nodes()) {
            if (node.op() instanceof Input input) {
                inputs.put(input.name(), node);
                placeholders.put(
                        input.name(),
                        tf.placeholder(precision.type(), Placeholder.shape(Emitter.shape(Emitter.sizes(node.type())))));
            }
        }
        // TensorFlow does not return what it was given.
        this.outputs = new LinkedHashMap<>(Lowerings.lower(program, placeholders, emitter));
        outputs.replaceAll((name, output) -> tf.identity(output));
        Session own = new Session(graph, configuration);
        this.session = own;
        CLEANER.register(this, () -> {
            own.close();
            graph.close();
        });
    }
}
