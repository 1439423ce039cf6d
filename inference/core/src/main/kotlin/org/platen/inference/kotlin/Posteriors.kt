package org.platen.inference.kotlin

import java.nio.file.Path
import kotlin.time.Duration
import kotlin.time.Duration.Companion.seconds
import kotlin.time.toJavaDuration
import org.platen.dsl.model.Model
import org.platen.inference.data.Data
import org.platen.inference.data.StreamedData
import org.platen.inference.engine.Cancellation
import org.platen.inference.engine.Progress
import org.platen.inference.vi.MeanFieldVi
import org.platen.inference.vi.VariationalFit

/**
 * Variational inference; see [MeanFieldVi]. Its [MeanFieldVi.fullRank], [MeanFieldVi.lowRank] and [MeanFieldVi.laplace] give other approximations,
 * [MeanFieldVi.batches] takes rows in batches, and [MeanFieldVi.checked] compares the approximation with the posterior.
 *
 * @param conjugate whether conditionally conjugate variables get factors of their own family, and Normal chains one joint posterior
 * @param restarts starts of which the best is taken; by default several where discrete variables are summed out
 * @param iterations most iterations of a start
 * @param accuracy Monte Carlo standard error of the bound that is aimed for, in nats
 * @param draws of the approximate posterior that the fit holds
 * @param seed equal seeds give equal results
 * @param threads number of threads; results do not depend on it
 * @param progress told after every iteration
 * @param timeLimit after this time the fit ends with what it has reached
 * @param cancelledBy lets others end the fit with what it has reached
 * @param checkpoint file that tells [resume] where the fit stands
 * @param checkpointEvery how old the file may be
 * @param resume checkpoint to go on from, with the same model, data and options
 */
public fun meanFieldVi(
    conjugate: Boolean = true,
    restarts: Int? = null,
    iterations: Int = 10_000,
    accuracy: Double = 0.01,
    draws: Int = 4000,
    seed: Long = 1,
    threads: Int = Runtime.getRuntime().availableProcessors(),
    progress: Progress.Listener = Progress.Listener { },
    timeLimit: Duration? = null,
    cancelledBy: Cancellation? = null,
    checkpoint: Path? = null,
    checkpointEvery: Duration = 30.seconds,
    resume: Path? = null,
): MeanFieldVi = MeanFieldVi()
    .conjugate(conjugate)
    .iterations(iterations)
    .accuracy(accuracy)
    .draws(draws)
    .seed(seed)
    .threads(threads)
    .progress(progress)
    .let { if (restarts == null) it else it.restarts(restarts) }
    .let { if (timeLimit == null) it else it.timeLimit(timeLimit.toJavaDuration()) }
    .let { if (cancelledBy == null) it else it.cancelledBy(cancelledBy) }
    .let { if (checkpoint == null) it else it.checkpoint(checkpoint, checkpointEvery.toJavaDuration()) }
    .let { if (resume == null) it else it.resume(resume) }

/** This model fitted to [data] by variational inference. */
public fun Model.fit(data: Data, engine: MeanFieldVi): VariationalFit = engine.fit(this, data)

/** This model fitted to [rows] that stay on disk, with [MeanFieldVi.batches] of them in memory at a time. */
public fun Model.fit(rows: StreamedData, engine: MeanFieldVi): VariationalFit = engine.fit(this, rows)
