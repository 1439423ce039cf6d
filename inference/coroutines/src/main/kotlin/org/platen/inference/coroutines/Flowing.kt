package org.platen.inference.coroutines

import kotlinx.coroutines.channels.BufferOverflow
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.buffer
import kotlinx.coroutines.flow.channelFlow
import kotlinx.coroutines.flow.mapNotNull
import org.platen.dsl.model.Model
import org.platen.inference.data.Data
import org.platen.inference.engine.Engine
import org.platen.inference.engine.Progress
import org.platen.inference.fit.Fit

/** What a fit tells while it runs, and at last. */
public sealed interface Fitting {
    /** On the way. */
    public data class Running(val progress: Progress) : Fitting

    /** The last word. */
    public data class Done(val fit: Fit) : Fitting
}

/**
 * How this model is fitted to [data] by [engine]: its progress, in place of any listener that the engine was given, and then the fit. Collecting it fits, each
 * time anew; whoever collects slowly misses reports of progress in between, never the fit. Ending the collection ends the fit.
 *
 * @throws org.platen.dsl.shape.ModelException when collected, when the data do not fit the model, or the model does not suit the engine
 */
public fun Model.fitting(data: Data, engine: Engine): Flow<Fitting> = channelFlow {
    val fit = aside { engine.progress { trySend(Fitting.Running(it)) }.fit(this@fitting, data) }
    send(Fitting.Done(fit))
}.buffer(REPORTS, BufferOverflow.DROP_OLDEST)

/** The progress alone; see [fitting]. */
public fun Model.fittingProgress(data: Data, engine: Engine): Flow<Progress> =
    fitting(data, engine).mapNotNull { (it as? Fitting.Running)?.progress }

/** Reports that wait for a slow collector. */
private const val REPORTS = 64
