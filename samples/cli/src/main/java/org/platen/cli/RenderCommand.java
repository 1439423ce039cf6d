package org.platen.cli;

import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.platen.cli.option.Chance;
import org.platen.cli.option.OutputOption;
import org.platen.cli.option.Verbosity;
import org.platen.dsl.model.Model;
import org.platen.dsl.render.Dot;
import org.platen.dsl.render.PlateDiagram;
import org.platen.dsl.render.Story;
import org.platen.inference.engine.Cancellation;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows a model. */
@Command(
        name = "render",
        description = "Show a model: its generative story, its graph, or its picture in plate notation.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  platen render gaussian-mixture",
            "  platen render gaussian-mixture --format svg --out mixture.svg",
            "  platen render mixture.platen.kts --format dot | dot -Tpdf > mixture.pdf"
        })
final class RenderCommand implements Callable<Integer> {

    /** The forms that models can be shown in. */
    enum Format {
        /** The generative story, and the plate diagram in plain characters. */
        TEXT,
        /** A graph for Graphviz. */
        DOT,
        /** A picture in plate notation, with the guide. */
        SVG;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "MODEL", description = "A script, an entry of the zoo, or a file of a fit or a model.")
    private String name;

    @Option(names = "--format", description = "One of ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Format format = Format.TEXT;

    @Mixin
    private OutputOption output;

    @Mixin
    private Verbosity verbosity;

    @Override
    public Integer call() throws IOException {
        output.check();
        String text = text(Subjects.find(name, new Chance(), new Cancellation()).model());
        output.write(text, spec.commandLine().getOut());
        return ExitCode.OK;
    }

    private String text(Model model) {
        return switch (format) {
            case TEXT ->
                Story.of(model) + "\n\n" + PlateDiagram.of(model).withGuide().text();
            case DOT -> Dot.of(model);
            case SVG -> PlateDiagram.of(model).withGuide().svg();
        };
    }
}
