package org.platen.cli;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.platen.cli.option.Verbosity;
import org.platen.dsl.model.Model;
import org.platen.dsl.render.PlateDiagram;
import org.platen.dsl.render.Story;
import org.platen.inference.fit.TextTable;
import org.platen.models.zoo.Family;
import org.platen.models.zoo.Zoo;
import org.platen.models.zoo.ZooEntry;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows what models there are. */
@Command(
        name = "zoo",
        description = {
            "List the models of the zoo, or show one.",
            "Shown are its story, its plate diagram and the script that declares it, in one text that is itself a script."
        },
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  platen zoo",
            "  platen zoo gaussian-mixture --java",
            "  platen zoo gaussian-mixture > mixture.platen.kts",
            "  platen fit mixture.platen.kts --data table.csv"
        })
final class ZooCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "NAME", description = "An entry (default: all are listed).")
    private @Nullable String name;

    @Option(names = "--java", description = "Show the declaration in Java instead of the script.")
    private boolean java;

    @Option(names = "--json", description = "Print a line of JSON.")
    private boolean json;

    @Mixin
    private Verbosity verbosity;

    @Override
    public Integer call() {
        String text = name == null ? list() : one(Zoo.find(name));
        PrintWriter out = spec.commandLine().getOut();
        out.println(text.stripTrailing());
        out.flush();
        return ExitCode.OK;
    }

    private String list() {
        if (json) {
            return Json.of(Zoo.entries().stream().map(ZooCommand::properties).toList());
        }
        Map<Family, List<ZooEntry>> families = Zoo.entries().stream()
                .collect(Collectors.groupingBy(ZooEntry::family, LinkedHashMap::new, Collectors.toList()));
        return families.entrySet().stream()
                .map(family -> family.getKey().title() + "\n" + table(family.getValue()))
                .collect(Collectors.joining("\n"));
    }

    private static String table(List<ZooEntry> entries) {
        TextTable table = new TextTable();
        entries.forEach(entry -> table.add(entry.name(), List.of(), entry.title()));
        return table.text();
    }

    private String one(ZooEntry entry) {
        Model model = entry.example().model();
        String story = Story.of(model);
        String diagram = PlateDiagram.of(model).withGuide().text();
        if (json) {
            Map<String, Object> properties = properties(entry);
            properties.put("story", story);
            properties.put("diagram", diagram);
            properties.put("kotlin", entry.script());
            properties.put("java", entry.java());
            return Json.of(properties);
        }
        String about =
                entry.title() + "\nSource: " + entry.source() + "\n\n" + story + "\n\n" + diagram.stripTrailing();
        return "/*\n" + about.replace("*/", "* /") + "\n*/\n" + (java ? entry.java() : entry.script());
    }

    private static Map<String, Object> properties(ZooEntry entry) {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("name", entry.name());
        properties.put("title", entry.title());
        properties.put("family", entry.family().title());
        properties.put("source", entry.source());
        return properties;
    }
}
