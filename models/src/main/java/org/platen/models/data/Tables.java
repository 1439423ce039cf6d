package org.platen.models.data;

import java.io.InputStream;
import java.util.Objects;

/** Tables that come with the library, as CSV. */
public enum Tables {
    /** 272 eruptions of Old Faithful: duration and waiting time in minutes (Azzalini and Bowman 1990). */
    OLD_FAITHFUL("old-faithful.csv"),
    /** 150 irises of three species: four lengths in centimetres and the species, 0 to 2 (Anderson 1935). */
    IRIS("iris.csv");

    private final String file;

    Tables(String file) {
        this.file = file;
    }

    /** The name of its file. */
    public String fileName() {
        return file;
    }

    /** The CSV text; to be closed by the caller. */
    public InputStream open() {
        return Objects.requireNonNull(Tables.class.getResourceAsStream(file), file);
    }
}
