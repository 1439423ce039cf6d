package org.platen.scripting

import java.nio.file.Path
import org.platen.inference.engine.Cancellation
import org.platen.inference.engine.Progress

/**
 * What a script is asked to do.
 *
 * @property script its file
 * @property arguments what is passed on to it
 * @property data the table it reads, if any
 * @property out where its results go, if it was said
 * @property seed equal seeds give equal results
 * @property threads for engines to work with
 * @property progress told of iterations
 * @property cancellation ends its fits; asked for by scripts that mind it only
 */
public data class ScriptRequest(
    val script: Path,
    val arguments: List<String> = emptyList(),
    val data: Path? = null,
    val out: Path? = null,
    val seed: Long = 1,
    val threads: Int = Runtime.getRuntime().availableProcessors(),
    val progress: Progress.Listener = Progress.Listener { },
    val cancellation: () -> Cancellation = ::Cancellation,
)
