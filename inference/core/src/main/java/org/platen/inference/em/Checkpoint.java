package org.platen.inference.em;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.platen.dsl.model.Variable;
import org.platen.inference.checkpoint.CheckpointFile;
import org.platen.inference.checkpoint.FitIdentity;
import org.platen.inference.checkpoint.Section;

/**
 * A fit on the way: enough to go on from there to the same end.
 *
 * @param identity what is fitted, to what and how
 * @param elapsed how long the fit has taken
 * @param starts how many there are to be
 * @param standings of those that were begun
 */
record Checkpoint(FitIdentity identity, Duration elapsed, int starts, List<Standing> standings) {

    private static final String FIT = "fit";
    private static final String PROGRESS = "progress";
    private static final String START = "start ";
    private static final String ESTIMATE = "estimate ";

    void write(Path file) {
        List<Section> sections = new ArrayList<>();
        sections.add(new Section("library").with("version", version()));
        sections.add(new Section(FIT, identity.facts()));
        long ended = standings.stream().filter(Standing::ended).count();
        sections.add(new Section(PROGRESS)
                .with("complete", ended == starts)
                .with("starts", starts)
                .with("elapsed", elapsed));
        standings.forEach(standing -> sections.add(section(standing)));
        CheckpointFile.write(file, sections);
    }

    /**
     * @param here what is about to be fitted
     * @throws org.platen.dsl.shape.ModelException when the file is no whole checkpoint, or one of something else
     */
    static Checkpoint read(Path file, FitIdentity here, List<Variable> estimated) {
        Map<String, Section> sections = new LinkedHashMap<>();
        CheckpointFile.read(file).forEach(section -> sections.put(section.title(), section));
        FitIdentity identity = new FitIdentity(section(sections, FIT).entries());
        identity.requireSame(here, file);
        Section progress = section(sections, PROGRESS);
        List<Standing> standings = sections.values().stream()
                .filter(section -> section.title().startsWith(START))
                .map(section -> standing(section, estimated))
                .toList();
        return new Checkpoint(
                identity, Duration.parse(progress.get("elapsed")), Integer.parseInt(progress.get("starts")), standings);
    }

    private static Section section(Map<String, Section> sections, String title) {
        return sections.getOrDefault(title, new Section(title));
    }

    private static Section section(Standing standing) {
        EmRun run = standing.run();
        Section section = new Section(START + (run.number() + 1))
                .with("ended", standing.ended())
                .with("failed", run.failure() != null)
                .with("reason", run.reason())
                .withNumbers("log prior", new double[] {run.logPrior()})
                .withNumbers(
                        "trace",
                        run.trace().stream().mapToDouble(Double::doubleValue).toArray())
                .withNumbers("units", standing.units());
        for (Map.Entry<Variable, double[]> estimate : run.estimates().values().entrySet()) {
            section = section.withNumbers(ESTIMATE + estimate.getKey().name(), estimate.getValue());
        }
        return section;
    }

    private static Standing standing(Section section, List<Variable> estimated) {
        Map<Variable, double[]> values = new LinkedHashMap<>();
        estimated.forEach(variable -> values.put(variable, section.numbers(ESTIMATE + variable.name())));
        String reason = section.get("reason");
        EmRun run = new EmRun(
                Integer.parseInt(section.title().substring(START.length())) - 1,
                new Estimates(values),
                Arrays.stream(section.numbers("trace")).boxed().toList(),
                section.numbers("log prior")[0],
                reason,
                Boolean.parseBoolean(section.get("failed")) ? reason : null);
        return new Standing(run, section.numbers("units"), Boolean.parseBoolean(section.get("ended")));
    }

    private static String version() {
        String version = Checkpoint.class.getPackage().getImplementationVersion();
        return version == null ? "unknown, not run from a jar" : version;
    }
}
