package org.platen.inference.tensorflow;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.platen.inference.op.BinaryOp;
import org.platen.inference.op.BroadcastOp;
import org.platen.inference.op.ChainBackwardOp;
import org.platen.inference.op.ChainCountsOp;
import org.platen.inference.op.ChainForwardOp;
import org.platen.inference.op.CholeskyOp;
import org.platen.inference.op.ConcatenateOp;
import org.platen.inference.op.ConvolutionFilterOp;
import org.platen.inference.op.ConvolutionImageOp;
import org.platen.inference.op.ConvolutionOp;
import org.platen.inference.op.FirstLargestOp;
import org.platen.inference.op.FixedOp;
import org.platen.inference.op.GatherOp;
import org.platen.inference.op.GatherSumOp;
import org.platen.inference.op.GaussianChainOp;
import org.platen.inference.op.GaussianEvidenceOp;
import org.platen.inference.op.LogSumExpOp;
import org.platen.inference.op.MarkOp;
import org.platen.inference.op.MaxOp;
import org.platen.inference.op.PermuteOp;
import org.platen.inference.op.PutOp;
import org.platen.inference.op.ReshapeOp;
import org.platen.inference.op.ScatterOp;
import org.platen.inference.op.SelectOp;
import org.platen.inference.op.SolveOp;
import org.platen.inference.op.SumProductOp;
import org.platen.inference.op.TakeOp;
import org.platen.inference.op.UnaryOp;
import org.platen.inference.program.Input;
import org.platen.inference.program.Literal;
import org.platen.inference.program.Node;
import org.platen.inference.program.Op;
import org.platen.inference.program.Program;
import org.platen.inference.program.RowCount;
import org.tensorflow.Operand;
import org.tensorflow.types.family.TNumber;

/** All operations that can be lowered. */
final class Lowerings {

    private static final Map<Class<? extends Op>, Lowering<?>> KNOWN = new HashMap<>();

    static {
        add(Literal.class, (op, node, inputs, emitter) -> emitter.literal(op.values(), op.dims()));
        add(RowCount.class, (op, node, inputs, emitter) -> emitter.cast(emitter.rowCount()));
        add(MarkOp.class, (op, node, inputs, emitter) -> inputs.get(0));
        add(FixedOp.class, (op, node, inputs, emitter) -> inputs.get(0));
        add(UnaryOp.class, Elementwise::unary);
        add(BinaryOp.class, Elementwise::binary);
        add(SelectOp.class, Elementwise::select);
        add(SumProductOp.class, SumProducts::lower);
        add(MaxOp.class, Reducing::max);
        add(LogSumExpOp.class, Reducing::logSumExp);
        add(FirstLargestOp.class, Reducing::firstLargest);
        add(BroadcastOp.class, Shaping::broadcast);
        add(ReshapeOp.class, Shaping::reshape);
        add(PermuteOp.class, Shaping::permute);
        add(ConcatenateOp.class, Shaping::concatenate);
        add(TakeOp.class, Shaping::take);
        add(PutOp.class, Shaping::put);
        add(GatherOp.class, Lookups::gather);
        add(GatherSumOp.class, Lookups::gatherSum);
        add(ScatterOp.class, Lookups::scatter);
        add(ConvolutionOp.class, Convolutions::result);
        add(ConvolutionImageOp.class, Convolutions::image);
        add(ConvolutionFilterOp.class, Convolutions::filter);
        add(CholeskyOp.class, Triangular::cholesky);
        add(SolveOp.class, Triangular::solve);
        add(ChainForwardOp.class, Chains::forward);
        add(ChainBackwardOp.class, Chains::backward);
        add(ChainCountsOp.class, Chains::counts);
        add(GaussianChainOp.class, GaussianChains::lower);
        add(GaussianEvidenceOp.class, GaussianChains::evidence);
    }

    private Lowerings() {}

    private static <O extends Op> void add(Class<O> kind, Lowering<? super O> lowering) {
        KNOWN.put(kind, lowering);
    }

    /**
     * Adds what computes the outputs.
     *
     * @param inputs the tensors of the inputs by name
     * @return the tensors of the outputs by name
     */
    static Map<String, Operand<TNumber>> lower(Program program, Map<String, Operand<TNumber>> inputs, Emitter emitter) {
        Map<Node, Operand<TNumber>> known = new HashMap<>();
        for (Node node : program.nodes()) {
            List<Operand<TNumber>> arguments =
                    node.inputs().stream().map(known::get).toList();
            known.put(
                    node,
                    node.op() instanceof Input input
                            ? inputs.get(input.name())
                            : lower(node.op(), node, arguments, emitter));
        }
        Map<String, Operand<TNumber>> outputs = new HashMap<>();
        program.outputs().forEach((name, node) -> outputs.put(name, known.get(node)));
        return outputs;
    }

    @SuppressWarnings("unchecked")
    private static <O extends Op> Operand<TNumber> lower(
            O op, Node node, List<Operand<TNumber>> inputs, Emitter emitter) {
        return ((Lowering<O>) KNOWN.get(op.getClass())).lower(op, node, inputs, emitter);
    }

    /**
     * Checks that a program can be lowered.
     *
     * @throws UnsupportedOperationException when it cannot
     */
    static void check(Program program) {
        for (Node node : program.nodes()) {
            if (!(node.op() instanceof Input) && !KNOWN.containsKey(node.op().getClass())) {
                throw new UnsupportedOperationException("TensorFlow does not know the operation '"
                        + node.op().getClass().getSimpleName() + "' here: use the JVM backend for this model");
            }
        }
    }
}
