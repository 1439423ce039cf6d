package org.platen.inference.tensorflow;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.expr.Symbol;
import org.platen.dsl.model.Given;
import org.platen.dsl.model.Model;
import org.platen.dsl.model.Variable;
import org.platen.dsl.shape.Axis;
import org.platen.dsl.shape.ModelException;
import org.platen.inference.data.Binding;
import org.platen.inference.data.Data;
import org.platen.inference.lower.Joint;
import org.platen.inference.lower.Layout;
import org.platen.inference.lower.Lowering;
import org.platen.inference.lower.Placeholder;
import org.platen.inference.lower.Roles;
import org.platen.inference.lower.Value;
import org.platen.inference.program.Input;
import org.platen.inference.program.Node;
import org.platen.inference.program.Program;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.proto.TensorShapeProto;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/**
 * A function of rows that is exported.
 *
 * @param inputs names of its inputs, by what they are called in the program
 * @param values what was fitted, by what it is called in the program
 */
record ExportedFunction(Program program, Map<String, String> inputs, Map<String, Variable> values) {

    private static final String INPUT = "input/";
    private static final String VALUE = "value/";

    /** What signatures for prediction say that they are. */
    private static final String PREDICT = "tensorflow/serving/predict";

    /** The plate whose elements are rows: the one sized by the data. */
    static Axis rowAxis(Model model) {
        List<Axis> open = model.plates().stream()
                .filter(plate -> plate.sizedByData() && !plate.isChain())
                .map(plate -> plate.axis())
                .toList();
        ModelException.require(
                open.size() == 1,
                "functions of rows are exported of models with one plate sized by the data; model '%s' has %s",
                model.name(),
                open);
        return open.get(0);
    }

    static ExportedFunction of(
            Model model, String name, Map<String, Symbol> inputs, Map<String, ? extends Expr> outputs) {
        Axis rows = rowAxis(model);
        inputs.forEach((input, symbol) -> ModelException.require(
                symbol.axes().equals(Set.of(rows)),
                "function '%s': input '%s' lives in %s, expected %s alone",
                name,
                input,
                symbol.axes(),
                rows));
        Data oneRow = Data.size(rows.plate(), 1);
        for (Given given : model.givens()) {
            oneRow = oneRow.and(Data.of(given, 1, (row, entry) -> 0));
        }
        Layout layout = new Layout(Binding.forPrediction(model, oneRow), rows);
        Joint joint = Joint.ofAnyValues(model, layout, new Roles(List.of(), Set.of()));
        Map<Symbol, Value> known = new LinkedHashMap<>();
        Map<String, Variable> values = new LinkedHashMap<>();
        List<Variable> unknowns = new ArrayList<>(model.parameters());
        unknowns.addAll(model.running());
        model.latents().stream()
                .filter(latent -> !layout.hasRows(latent.axes()))
                .forEach(unknowns::add);
        for (Variable unknown : unknowns) {
            values.put(VALUE + unknown.name(), unknown);
            known.put(unknown, joint.estimatedInput(VALUE + unknown.name(), unknown));
        }
        Map<String, String> named = new LinkedHashMap<>();
        inputs.forEach((input, symbol) -> {
            Placeholder shaped = new Placeholder(INPUT + input, symbol.axes(), symbol.shape());
            named.put(shaped.name(), input);
            known.put(symbol, joint.noiseInput(shaped, 1));
        });
        Lowering lowering = joint.lowering("").with(known);
        Map<String, Node> nodes = new LinkedHashMap<>();
        outputs.forEach((output, expr) -> nodes.put(output, node(name, output, lowering, expr)));
        Program program = Program.of(nodes);
        Lowerings.check(program);
        Set<String> read = new LinkedHashSet<>();
        for (Node node : program.nodes()) {
            if (node.op() instanceof Input input) {
                read.add(input.name());
            }
            ModelException.require(
                    !(node.op() instanceof Input input)
                            || named.containsKey(input.name())
                            || values.containsKey(input.name()),
                    "function '%s' depends on '%s', which differs from row to row: name it among the inputs",
                    name,
                    node.op() instanceof Input input ? input.name() : "");
        }
        named.forEach((input, called) -> ModelException.require(
                read.contains(input), "function '%s' does not use its input '%s'", name, called));
        return new ExportedFunction(program, named, values);
    }

    private static Node node(String name, String output, Lowering lowering, Expr expr) {
        Value value;
        try {
            value = lowering.lower(expr);
        } catch (ModelException e) {
            throw new ModelException("output '" + output + "' of function '" + name
                    + "' (is all that it depends on among the inputs?): " + e.getMessage());
        }
        ModelException.require(
                value.labels().isEmpty(),
                "output '%s' of function '%s' varies over %s besides its rows",
                output,
                name,
                value.labels());
        return value.node();
    }

    /** Adds the function to the graph of {@code tf}, and says where its inputs and outputs are. */
    SignatureDef into(Ops tf, ExportedValues fitted) {
        SignatureDef.Builder signature = SignatureDef.newBuilder().setMethodName(PREDICT);
        Map<String, Operand<TNumber>> operands = new LinkedHashMap<>();
        Operand<TInt32> rows = null;
        for (Node node : program.nodes()) {
            if (node.op() instanceof Input input && inputs.containsKey(input.name())) {
                List<Integer> sizes = Emitter.sizes(node.type());
                Operand<TNumber> placeholder = tf.placeholder(
                        fitted.precision().type(), org.tensorflow.op.core.Placeholder.shape(Emitter.shape(sizes)));
                operands.put(input.name(), placeholder);
                signature.putInputs(inputs.get(input.name()), info(placeholder, sizes, fitted.precision()));
                rows = tf.shape.size(tf.shape(placeholder), tf.constant(0));
            } else if (node.op() instanceof Input input) {
                operands.put(input.name(), fitted.of(values.get(input.name())));
            }
        }
        Map<String, Operand<TNumber>> results = Lowerings.lower(
                program, operands, new Emitter(tf, fitted.precision(), rows == null ? tf.constant(1) : rows));
        program.outputs().forEach((name, node) -> {
            Operand<TNumber> result = tf.identity(results.get(name));
            signature.putOutputs(name, info(result, Emitter.sizes(node.type()), fitted.precision()));
        });
        return signature.build();
    }

    private static TensorInfo info(Operand<TNumber> tensor, List<Integer> sizes, Precision precision) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        sizes.forEach(size -> shape.addDim(TensorShapeProto.Dim.newBuilder().setSize(size)));
        return TensorInfo.newBuilder()
                .setName(tensor.op().name() + ":0")
                .setDtype(precision == Precision.FLOAT64 ? DataType.DT_DOUBLE : DataType.DT_FLOAT)
                .setTensorShape(shape)
                .build();
    }
}
