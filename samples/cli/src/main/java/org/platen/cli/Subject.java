package org.platen.cli;

import java.util.Optional;
import java.util.function.Supplier;
import kotlin.jvm.functions.Function1;
import org.jspecify.annotations.Nullable;
import org.platen.cli.option.TableOptions;
import org.platen.dsl.model.Model;
import org.platen.dsl.shape.ModelException;
import org.platen.inference.data.Data;
import org.platen.inference.data.Table;

/**
 * What a command works on.
 *
 * @param model that was named
 * @param binding how it reads a table, or null for columns found by name
 * @param example data it comes with, or null when it has none
 */
record Subject(
        Model model,
        @Nullable Function1<Table, Data> binding,
        @Nullable Supplier<Data> example) {

    /** @throws ModelException when no table is named and there is no example */
    Data data(TableOptions options) {
        Optional<Table> table = options.table();
        if (table.isPresent()) {
            return binding == null ? options.data(table.get(), model) : binding.invoke(table.get());
        }
        ModelException.require(
                example != null, "model '%s' has no data: name a table with --data table.csv", model.name());
        return java.util.Objects.requireNonNull(example).get();
    }
}
