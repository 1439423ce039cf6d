package org.platen.inference.kotlin

import java.nio.file.Path
import kotlin.time.Duration
import kotlin.time.Duration.Companion.minutes
import kotlin.time.toJavaDuration
import org.platen.dsl.model.Model
import org.platen.inference.data.Data
import org.platen.inference.em.EmFit
import org.platen.inference.em.ExactEm
import org.platen.inference.engine.Cancellation
import org.platen.inference.engine.Engine
import org.platen.inference.engine.Progress
import org.platen.inference.fit.Fit
import org.platen.inference.mcmc.Nuts
import org.platen.inference.mcmc.NutsFit

/**
 * Exact expectation maximisation; see [ExactEm].
 *
 * @param restarts starts from which the best solution is taken
 * @param iterations most iterations of a start
 * @param tolerance relative change of the objective at which a start has converged
 * @param seed equal seeds give equal results
 * @param threads number of threads; results do not depend on it
 * @param accelerate whether to leap along the path of EM, by default where continuous variables are integrated out
 * @param reduce whether fewer rows that say the same take the place of the data
 * @param progress told after every iteration
 * @param timeLimit after this time the fit ends with what it has reached
 * @param cancelledBy lets others end the fit with what it has reached
 * @param checkpoint file that tells [resume] where the fit stands
 * @param checkpointEvery how old the file may be
 * @param resume checkpoint to go on from, with the same model, data and options
 */
public fun exactEm(
    restarts: Int = 10,
    iterations: Int = 2000,
    tolerance: Double = 1e-10,
    seed: Long = 1,
    threads: Int = Runtime.getRuntime().availableProcessors(),
    reduce: Boolean = true,
    accelerate: Boolean? = null,
    progress: Progress.Listener = Progress.Listener { },
    timeLimit: Duration? = null,
    cancelledBy: Cancellation? = null,
    checkpoint: Path? = null,
    checkpointEvery: Duration = 1.minutes,
    resume: Path? = null,
): ExactEm = ExactEm()
    .restarts(restarts)
    .iterations(iterations)
    .tolerance(tolerance)
    .seed(seed)
    .threads(threads)
    .reduce(reduce)
    .let { if (accelerate == null) it else it.accelerate(accelerate) }
    .progress(progress)
    .given(timeLimit) { timeLimit(it.toJavaDuration()) }
    .given(cancelledBy) { cancelledBy(it) }
    .given(checkpoint) { checkpoint(it, checkpointEvery.toJavaDuration()) }
    .given(resume) { resume(it) }

private fun <T : Any> ExactEm.given(value: T?, option: ExactEm.(T) -> ExactEm): ExactEm = if (value == null) this else option(value)

/** This model fitted to [data] by [engine]. */
public fun Model.fit(data: Data, engine: Engine): Fit = engine.fit(this, data)

/** This model fitted to [data] by exact EM. */
public fun Model.fit(data: Data, engine: ExactEm): EmFit = engine.fit(this, data)

/** This model fitted to [data] by the No-U-Turn sampler. */
public fun Model.fit(data: Data, engine: Nuts): NutsFit = engine.fit(this, data)
