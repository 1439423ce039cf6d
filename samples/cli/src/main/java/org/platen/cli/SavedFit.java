package org.platen.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.platen.cli.option.TableOptions;
import org.platen.files.Fits;
import org.platen.inference.data.Data;
import org.platen.inference.fit.Fit;

/**
 * A fit from a file, with rows to ask it about: those of the table that was named, else those of the entry of the zoo that was fitted.
 *
 * @param fit with its data, where the rows are those that were fitted
 * @param rows of its model, or null where there are none
 * @param fitted whether they are those that were fitted, by the hash in the file
 */
record SavedFit(Fit fit, @Nullable Data rows, boolean fitted) {

    static SavedFit load(Path file, TableOptions table) {
        Fit fit = Fits.load(file);
        Optional<Data> named = table.table().map(it -> table.data(it, fit));
        Data rows = named.or(() -> ExampleData.fittedBy(fit)).orElse(null);
        if (rows == null || !rows.fingerprint().equals(fit.provenance().dataHash())) {
            return new SavedFit(fit, rows, false);
        }
        Fit whole = Fits.load(file, fit.model(), rows);
        return new SavedFit(whole, whole.data(), true);
    }
}
