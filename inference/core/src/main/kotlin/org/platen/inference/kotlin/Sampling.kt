package org.platen.inference.kotlin

import java.nio.file.Path
import kotlin.time.Duration
import kotlin.time.Duration.Companion.seconds
import kotlin.time.toJavaDuration
import org.platen.inference.engine.Cancellation
import org.platen.inference.engine.Progress
import org.platen.inference.mcmc.Nuts

/**
 * The No-U-Turn sampler; see [Nuts].
 *
 * @param chains number of chains
 * @param warmup iterations of each chain that adapt the sampler and are thrown away
 * @param draws draws of each chain
 * @param targetAcceptance the mean acceptance that the step size is adapted to
 * @param maxTreeDepth most doublings of a trajectory
 * @param denseMetric whether covariances are adapted too and not only variances
 * @param seed equal seeds give equal draws
 * @param threads number of threads; results do not depend on it
 * @param progress told after every iteration
 * @param timeLimit after this time the fit ends with the draws it has
 * @param cancelledBy lets others end the fit with the draws it has
 * @param checkpoint file that tells [resume] where the fit stands
 * @param checkpointEvery how old the file may be
 * @param resume checkpoint to go on from, with the same model, data and options
 */
public fun nuts(
    chains: Int = 4,
    warmup: Int = 1000,
    draws: Int = 1000,
    targetAcceptance: Double = 0.8,
    maxTreeDepth: Int = 10,
    denseMetric: Boolean = false,
    seed: Long = 1,
    threads: Int = Runtime.getRuntime().availableProcessors(),
    progress: Progress.Listener = Progress.Listener { },
    timeLimit: Duration? = null,
    cancelledBy: Cancellation? = null,
    checkpoint: Path? = null,
    checkpointEvery: Duration = 30.seconds,
    resume: Path? = null,
): Nuts = Nuts()
    .chains(chains)
    .warmup(warmup)
    .draws(draws)
    .targetAcceptance(targetAcceptance)
    .maxTreeDepth(maxTreeDepth)
    .let { if (denseMetric) it.denseMetric() else it }
    .seed(seed)
    .threads(threads)
    .progress(progress)
    .let { if (timeLimit == null) it else it.timeLimit(timeLimit.toJavaDuration()) }
    .let { if (cancelledBy == null) it else it.cancelledBy(cancelledBy) }
    .let { if (checkpoint == null) it else it.checkpoint(checkpoint, checkpointEvery.toJavaDuration()) }
    .let { if (resume == null) it else it.resume(resume) }
