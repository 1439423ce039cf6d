package org.platen.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.platen.columnar.Columnar;
import org.platen.dsl.model.Model;
import org.platen.dsl.shape.ModelException;
import org.platen.files.Contents;
import org.platen.files.Fits;
import org.platen.files.Models;
import org.platen.inference.amortized.AmortizedFit;
import org.platen.inference.checkpoint.CheckpointFile;
import org.platen.inference.checkpoint.NumbersFile;
import org.platen.inference.checkpoint.Section;
import org.platen.inference.data.Table;
import org.platen.inference.fit.Fit;
import org.platen.inference.fit.Provenance;
import org.platen.inference.vi.VariationalFit;

/** What there is to say of a file, by what it begins with. */
final class FileProperties {

    private static final int SHOWN = 200;

    private FileProperties() {}

    /** @throws ModelException when it is none of the files that Platen writes, nor a table */
    static Map<String, Object> of(Path file) throws IOException {
        ModelException.require(!Files.isDirectory(file), "%s is a folder", file);
        String start = start(file);
        if (start.startsWith("PK") || start.stripLeading().startsWith("{")) {
            return saved(file);
        }
        if (start.startsWith("platen checkpoint")) {
            return checkpoint(CheckpointFile.read(file));
        }
        if (start.startsWith("platen numbers")) {
            return checkpoint(NumbersFile.read(file).sections());
        }
        ModelException.require(
                file.toString().endsWith(".csv") || Columnar.reads(file),
                "%s is none of the files that Platen writes, and its name is not that of a table (.csv, .parquet, .arrow, .feather)",
                file);
        Table table = Columnar.open(file);
        Map<String, Object> properties = holds("table");
        properties.put("rows", table.rows());
        properties.put("columns", table.names());
        return properties;
    }

    private static String start(Path file) throws IOException {
        try (InputStream stream = Files.newInputStream(file)) {
            return new String(stream.readNBytes(32), StandardCharsets.ISO_8859_1);
        }
    }

    private static Map<String, Object> holds(String what) {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("holds", what);
        return properties;
    }

    private static Map<String, Object> saved(Path file) {
        String what = Contents.of(file);
        Map<String, Object> properties = holds(what);
        if (what.equals("model")) {
            Model model = Models.load(file);
            properties.put("model", model.name());
            properties.put(
                    "variables",
                    model.variables().stream().map(Object::toString).toList());
        } else if (what.equals("fit")) {
            Fit fit = Fits.load(file);
            Provenance made = fit.provenance();
            properties.put("model", made.model());
            properties.put("fingerprint", made.fingerprint());
            properties.put("data", made.shapes());
            if (made.dataHash() != null) {
                properties.put("data hash", made.dataHash());
            }
            properties.put("engine", made.settings().engine());
            properties.put("seed", made.settings().seed());
            properties.put("options", made.settings().toString());
            if (goesOn(fit)) {
                properties.put("optimiser", "its state is here: platen fit --from goes on");
            }
            properties.put("backend", made.backend());
            properties.put("versions", made.versions());
            properties.put("started", made.time().started().toString());
            properties.put("seconds", made.time().took().toNanos() * 1e-9);
        }
        return properties;
    }

    private static boolean goesOn(Fit fit) {
        return fit instanceof AmortizedFit trained && trained.holdsTraining()
                || fit instanceof VariationalFit varied && varied.holdsTraining();
    }

    private static Map<String, Object> checkpoint(List<Section> sections) {
        Map<String, Object> properties = holds("checkpoint");
        for (Section section : sections) {
            section.entries().forEach((name, value) -> {
                if (value.length() < SHOWN) {
                    properties.put(section.title() + ", " + name, value);
                }
            });
        }
        return properties;
    }
}
