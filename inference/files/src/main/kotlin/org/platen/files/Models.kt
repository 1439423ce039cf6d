package org.platen.files

import java.nio.file.Path
import org.platen.dsl.model.Model

/** Models in files. */
public object Models {
    private val FILE = SavedFile("model")

    /**
     * Writes a model: as JSON where the name ends in `.json`, else as an archive of JSON and tensors. The file is replaced whole or not at all.
     *
     * @throws org.platen.dsl.shape.ModelException when it holds layers or bijections that are not the library's own
     * @throws java.io.UncheckedIOException when the file cannot be written
     */
    @JvmStatic
    public fun save(model: Model, file: Path) {
        FILE.write(file) { tensors -> mapOf("model" to ModelWriter(model, tensors).write()) }
    }

    /**
     * Declares the model again, with all checks of a declaration. No code is run that the file names.
     *
     * @throws org.platen.dsl.shape.ModelException when the file holds no model, is damaged, or of a schema that is not read; the message says where and why
     * @throws java.io.UncheckedIOException when it cannot be read
     */
    @JvmStatic
    public fun load(file: Path): Model = FILE.read(file) { content, reading ->
        reading.entries(content, setOf("model"))
        reading.at("model") { ModelReader(reading.entry(content, "model"), reading).read() }
    }
}

/** Writes this model to a file; see [Models.save]. */
public fun Model.save(file: Path): Unit = Models.save(this, file)
