package org.platen.inference.tensorflow;

import java.util.List;
import org.tensorflow.ConcreteFunction;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Signature;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.DataType;

/** Functions as graphs of their own, and the operations that call them. */
final class Functions {

    /** Has a call replaced by the function's operations when a session begins, which saves the cost of calling. */
    private static final String INLINED = "_lower_using_switch_merge";

    private Functions() {}

    /** A function of these inputs, which are placeholders of the graph. */
    static ConcreteFunction of(
            String name, Graph graph, List<? extends Operand<?>> inputs, List<? extends Operand<?>> outputs) {
        Signature.Builder signature = Signature.builder().key(name).methodName(name);
        for (int i = 0; i < inputs.size(); i++) {
            signature.input("input" + i, inputs.get(i));
        }
        for (int i = 0; i < outputs.size(); i++) {
            signature.output("output" + i, outputs.get(i));
        }
        return ConcreteFunction.create(signature.build(), graph);
    }

    /** What a loop leaves: {@code body} is applied as long as {@code condition} is true. */
    static List<Output<?>> loop(
            Ops tf, List<? extends Operand<?>> inputs, ConcreteFunction condition, ConcreteFunction body) {
        var loop = tf.scope()
                .opBuilder("While", "Loop")
                .addInputList(outputs(inputs))
                .setAttr("cond", condition)
                .setAttr("body", body)
                .setAttr(INLINED, true)
                .build();
        return List.of(loop.outputList(0, inputs.size()));
    }

    /** What one of two functions gives. */
    static List<Output<?>> choose(
            Ops tf,
            Operand<?> isTrue,
            List<? extends Operand<?>> inputs,
            ConcreteFunction ifTrue,
            ConcreteFunction ifFalse,
            DataType... results) {
        var choice = tf.scope()
                .opBuilder("If", "Choice")
                .addInput(isTrue.asOutput())
                .addInputList(outputs(inputs))
                .setAttr("then_branch", ifTrue)
                .setAttr("else_branch", ifFalse)
                .setAttr("Tout", results)
                .setAttr(INLINED, true)
                .build();
        return List.of(choice.outputList(0, results.length));
    }

    private static Output<?>[] outputs(List<? extends Operand<?>> operands) {
        return operands.stream().map(Operand::asOutput).toArray(Output<?>[]::new);
    }
}
