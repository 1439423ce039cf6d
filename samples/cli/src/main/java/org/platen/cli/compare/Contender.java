package org.platen.cli.compare;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.platen.dsl.shape.ModelException;
import org.platen.inference.data.Data;
import org.platen.inference.fit.Fit;

/**
 * A fit that is compared.
 *
 * @param name its file
 * @param fit with its data, where they are at hand
 * @param rows what it is judged at, or null when there is nothing
 * @param fitted whether these are the rows that it was fitted to
 */
public record Contender(String name, Fit fit, @Nullable Data rows, boolean fitted) {

    String engine() {
        return fit.provenance().settings().engine();
    }

    /** @throws ModelException when there are none */
    Data data() {
        return Optional.ofNullable(rows)
                .orElseThrow(() -> new ModelException(
                        "needs the rows that were fitted, which files do not hold: --data table.csv"));
    }
}
