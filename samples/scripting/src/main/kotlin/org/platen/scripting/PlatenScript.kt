package org.platen.scripting

import java.nio.file.Path
import kotlin.io.path.name
import org.platen.columnar.Columnar
import org.platen.dsl.model.Model
import org.platen.files.Fits
import org.platen.inference.data.Data
import org.platen.inference.data.Table
import org.platen.inference.engine.Cancellation
import org.platen.inference.engine.Progress
import org.platen.inference.fit.Fit

/** What every line of a script sees: what it was asked to do, and where it stands. A script's own names go before these. */
public class PlatenScript(private val request: ScriptRequest) {
    /** The study that the script has declared with [study]. */
    internal var declared: Study? = null
        private set

    /** The script's own file. */
    public val scriptFile: Path get() = request.script

    /** What stood after the name of the script, options of the command apart. */
    public val arguments: List<String> get() = request.arguments

    /** Equal seeds give equal results. */
    public val seed: Long get() = request.seed

    /** How many threads engines should work with; results do not depend on it. */
    public val threads: Int get() = request.threads

    /** Where results should go, or null when nothing was said. */
    public val out: Path? get() = request.out

    /** Shows iterations on a terminal, unless the command is to be quiet. */
    public val progress: Progress.Listener get() = request.progress

    /** Ends fits when the command is stopped from the keyboard. */
    public val cancellation: Cancellation get() = request.cancellation()

    /**
     * The table that the command names: CSV, or by its suffix Parquet or Arrow.
     *
     * @throws ScriptException when it names none
     */
    public val table: Table
        get() = Columnar.open(
            request.data ?: throw ScriptException(
                "${request.script.fileName} reads a table, but none is named: platen run ${request.script.fileName} --data table.csv",
            ),
        )

    /** The table in a file beside the script: CSV, or by its suffix Parquet or Arrow. */
    public fun table(name: String): Table = Columnar.open(file(name))

    /** A file beside the script, wherever the command is run; absolute paths stay as they are. */
    public fun file(name: String): Path = request.script.toAbsolutePath().parent.resolve(name).normalize()

    /** Saves a fit where the command's `--out` says, else under the script's name in the current folder, and gives the place. */
    public fun save(fit: Fit): Path {
        val place = out ?: Path.of(request.script.name.removeSuffix(ScriptHost.SUFFIX) + ".platen")
        Fits.save(fit, place)
        return place
    }

    /** What `platen fit` is to fit, and how its data are read; without a [binding] columns are found by the names of the variables. */
    public fun study(model: Model, binding: ((Table) -> Data)? = null): Model {
        declared = Study(model, binding)
        return model
    }
}
