package org.platen.inference.tensorflow;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.platen.dsl.expr.Application;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.expr.Symbol;
import org.platen.dsl.model.Variable;
import org.platen.dsl.network.Network;
import org.platen.dsl.shape.ModelException;
import org.platen.inference.fit.Fit;
import org.platen.inference.lower.Placeholder;
import org.tensorflow.Graph;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.SavedModel;

/**
 * Functions of a fit as a TensorFlow SavedModel, which any TensorFlow loads without this library: a trained decoder, an encoder, a classifier. Each is a signature with
 * named inputs and outputs, tensors whose first dimension is the rows; what was fitted is in it as constants. An immutable value.
 *
 * <pre>{@code
 * SavedModelExport.of(fit)
 *         .function("decode", List.of(z), Map.of("logits", decoder.of(z)))
 *         .network("encoder")
 *         .write(Path.of("vae"));
 * }</pre>
 *
 * <p>and in Python {@code tf.saved_model.load("vae").signatures["decode"](z=…)["logits"]}.
 */
public final class SavedModelExport {

    /** What TensorFlow calls a graph that is there to be used. */
    private static final String SERVE = "serve";

    private static final long SCHEMA = 1;

    private final Fit fit;
    private final Precision precision;
    private final Map<String, ExportedFunction> functions;

    private SavedModelExport(Fit fit, Precision precision, Map<String, ExportedFunction> functions) {
        this.fit = fit;
        this.precision = precision;
        this.functions = functions;
    }

    /** Nothing of a fit yet, in float32. */
    public static SavedModelExport of(Fit fit) {
        return new SavedModelExport(fit, Precision.FLOAT32, Map.of());
    }

    /** The same in another precision. */
    public SavedModelExport precision(Precision other) {
        return new SavedModelExport(fit, other, functions);
    }

    /**
     * The same with a further function.
     *
     * @param name of its signature
     * @param inputs variables of the model in one plate, whose values are given by callers: [rows, event]
     * @param outputs what is answered, by name: expressions of the inputs and of parameters, or unknowns without rows, which are as they were estimated
     * @throws ModelException when an output depends on something else that differs from row to row
     */
    public SavedModelExport function(
            String name, List<? extends Variable> inputs, Map<String, ? extends Expr> outputs) {
        Map<String, Symbol> named = new LinkedHashMap<>();
        inputs.forEach(variable -> named.put(variable.name(), variable));
        return with(name, named, outputs);
    }

    /**
     * The same with a network of the model as a function of its name: its input is called {@code input}, and what comes out {@code output}, or as its heads are called.
     *
     * @throws ModelException when the model has no such network
     */
    public SavedModelExport network(String name) {
        Network network = fit.model().networks().stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new ModelException(String.format(
                        "model '%s' has no network '%s', only %s",
                        fit.model().name(), name, fit.model().networks())));
        Placeholder input = new Placeholder("input", Set.of(ExportedFunction.rowAxis(fit.model())), network.input());
        Map<String, Expr> outputs = new LinkedHashMap<>();
        network.of(input)
                .heads()
                .forEach((head, value) -> outputs.put(head.equals(Application.ONLY) ? "output" : head, value));
        return with(name, Map.of("input", input), outputs);
    }

    private SavedModelExport with(String name, Map<String, Symbol> inputs, Map<String, ? extends Expr> outputs) {
        ModelException.require(
                !functions.containsKey(name), "there is a function '%s' already: give this one another name", name);
        Map<String, ExportedFunction> all = new LinkedHashMap<>(functions);
        all.put(name, ExportedFunction.of(fit.model(), name, inputs, outputs));
        return new SavedModelExport(fit, precision, all);
    }

    /**
     * Writes the functions into a new folder, whole or not at all.
     *
     * @throws ModelException when there is no function, or the folder is there already
     * @throws UncheckedIOException when it cannot be written
     */
    public void write(Path folder) {
        ModelException.require(
                !functions.isEmpty(), "there is nothing to export: name a network or a function of the model");
        ModelException.require(
                !Files.exists(folder), "%s is there already: a SavedModel is written into a new folder", folder);
        byte[] content = savedModel().toByteArray();
        Path beside = folder.resolveSibling(folder.getFileName() + ".partial");
        Path file = beside.resolve("saved_model.pb");
        try {
            Files.createDirectories(beside);
            Files.write(file, content);
            Files.move(beside, folder);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + folder + ": " + e.getMessage(), remains(beside, file, e));
        }
    }

    private static IOException remains(Path folder, Path file, IOException why) {
        try {
            Files.deleteIfExists(file);
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            why.addSuppressed(e);
        }
        return why;
    }

    private SavedModel savedModel() {
        try (Graph graph = new Graph()) {
            MetaGraphDef.Builder all = MetaGraphDef.newBuilder();
            Ops tf = Ops.create(graph);
            ExportedValues values = new ExportedValues(fit, precision, tf);
            functions.forEach((name, function) -> all.putSignatureDef(name, function.into(tf, values)));
            all.getMetaInfoDefBuilder().addTags(SERVE);
            all.setGraphDef(graph.toGraphDef());
            return SavedModel.newBuilder()
                    .setSavedModelSchemaVersion(SCHEMA)
                    .addMetaGraphs(all)
                    .build();
        }
    }
}
