package org.platen.cli;

import java.nio.file.Path;
import org.platen.cli.option.Chance;
import org.platen.dsl.shape.ModelException;
import org.platen.inference.engine.Cancellation;
import org.platen.models.zoo.Example;
import org.platen.models.zoo.Zoo;
import org.platen.scripting.ScriptRequest;
import org.platen.scripting.Study;

/** Finds the models that commands name. */
final class Subjects {

    private Subjects() {}

    /**
     * @param name of a script, or of an entry of the zoo
     * @throws ModelException when there is none of this name
     */
    static Subject find(String name, Chance chance, Cancellation cancellation) {
        if (Scripts.isScript(name)) {
            return ofScript(Path.of(name), chance, cancellation);
        }
        ModelException.require(
                !name.contains(".") && !name.contains("/"), "'%s' is no script: their names end in .platen.kts", name);
        Example example = Zoo.find(name).example();
        return new Subject(example.model(), null, () -> ExampleData.of(example));
    }

    private static Subject ofScript(Path file, Chance chance, Cancellation cancellation) {
        ScriptRequest request = new ScriptRequest(
                file, java.util.List.of(), null, null, chance.seed(), chance.threads(), progress -> {}, cancellation);
        Study study = Scripts.host().run(request).getStudy();
        ModelException.require(
                study != null,
                "%s offers no model: let its last line be one, or call study(model) { table -> … }",
                file.getFileName());
        return new Subject(study.getModel(), study.getBinding(), null);
    }
}
