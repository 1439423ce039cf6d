package org.platen.cli;

import java.nio.file.Path;
import org.platen.cli.option.Chance;
import org.platen.dsl.model.Model;
import org.platen.dsl.shape.ModelException;
import org.platen.files.Contents;
import org.platen.files.Fits;
import org.platen.files.Models;
import org.platen.inference.engine.Cancellation;
import org.platen.models.zoo.Example;
import org.platen.models.zoo.Zoo;
import org.platen.scripting.ScriptRequest;
import org.platen.scripting.Study;

/** Finds the models that commands name. */
final class Subjects {

    private Subjects() {}

    /**
     * @param name of a script, of a file with a fit or a model, or of an entry of the zoo
     * @throws ModelException when there is none of this name
     */
    static Subject find(String name, Chance chance, Cancellation cancellation) {
        if (Scripts.isScript(name)) {
            return ofScript(Path.of(name), chance, cancellation);
        }
        if (name.endsWith(".platen") || name.endsWith(".json")) {
            return new Subject(saved(Path.of(name)), null, null);
        }
        ModelException.require(
                !name.contains(".") && !name.contains("/"),
                "'%s' is neither a script (.platen.kts) nor a file of a fit or a model (.platen, .json)",
                name);
        Example example = Zoo.find(name).example();
        return new Subject(example.model(), null, () -> ExampleData.of(example));
    }

    private static Model saved(Path file) {
        return Contents.of(file).equals("model")
                ? Models.load(file)
                : Fits.load(file).model();
    }

    private static Subject ofScript(Path file, Chance chance, Cancellation cancellation) {
        ScriptRequest request = new ScriptRequest(
                file,
                java.util.List.of(),
                null,
                null,
                chance.seed(),
                chance.threads(),
                progress -> {},
                () -> cancellation);
        Study study = Scripts.host().run(request).getStudy();
        ModelException.require(
                study != null,
                "%s offers no model, or several: let its last line be the one to fit, or call study(model) { table -> … }",
                file.getFileName());
        return new Subject(study.getModel(), study.getBinding(), null);
    }
}
