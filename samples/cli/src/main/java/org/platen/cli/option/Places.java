package org.platen.cli.option;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.platen.dsl.shape.ModelException;

/** Where files go: that they can be written is asked before the work that they are to hold. */
public final class Places {

    private Places() {}

    /** @throws ModelException when there is no folder for the file, or it cannot be written to */
    public static void require(String option, @Nullable Path file) {
        if (file == null) {
            return;
        }
        Path folder = file.toAbsolutePath().normalize().getParent();
        ModelException.require(folder != null && !Files.isDirectory(file), "%s %s: that is a folder", option, file);
        ModelException.require(
                folder != null && Files.isDirectory(folder), "%s %s: there is no folder %s", option, file, folder);
        ModelException.require(
                folder != null && Files.isWritable(folder),
                "%s %s: no permission to write into the folder %s",
                option,
                file,
                folder);
    }
}
