package org.platen.inference.kotlin

import org.platen.dsl.model.Model
import org.platen.inference.data.Data
import org.platen.inference.em.EmFit
import org.platen.inference.em.ExactEm
import org.platen.inference.engine.Engine
import org.platen.inference.engine.Progress
import org.platen.inference.fit.Fit

/**
 * Exact expectation maximisation; see [ExactEm].
 *
 * @param restarts starts from which the best solution is taken
 * @param iterations most iterations of a start
 * @param tolerance relative change of the objective at which a start has converged
 * @param seed equal seeds give equal results
 * @param threads number of threads; results do not depend on it
 * @param progress told after every iteration
 */
public fun exactEm(
    restarts: Int = 10,
    iterations: Int = 2000,
    tolerance: Double = 1e-10,
    seed: Long = 1,
    threads: Int = Runtime.getRuntime().availableProcessors(),
    progress: Progress.Listener = Progress.Listener { },
): ExactEm = ExactEm()
    .restarts(restarts)
    .iterations(iterations)
    .tolerance(tolerance)
    .seed(seed)
    .threads(threads)
    .progress(progress)

/** This model fitted to [data] by [engine]. */
public fun Model.fit(data: Data, engine: Engine): Fit = engine.fit(this, data)

/** This model fitted to [data] by exact EM. */
public fun Model.fit(data: Data, engine: ExactEm): EmFit = engine.fit(this, data)
