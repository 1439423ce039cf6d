package org.platen.inference.kotlin

import java.nio.file.Path
import kotlin.time.Duration
import kotlin.time.Duration.Companion.minutes
import kotlin.time.toJavaDuration
import org.platen.dsl.model.Model
import org.platen.inference.amortized.AmortizedFit
import org.platen.inference.amortized.AmortizedVi
import org.platen.inference.amortized.TrainingProgress
import org.platen.inference.data.Data
import org.platen.inference.engine.Cancellation
import org.platen.inference.train.Optimizer
import org.platen.inference.train.Schedule
import org.platen.inference.train.TrainingBackend

/**
 * Amortised variational inference; see [AmortizedVi].
 *
 * @param epochs passes over the data
 * @param batchSize rows of a batch
 * @param optimizer how numbers follow gradients
 * @param draws of the latent variables for each row and step
 * @param importanceWeighted whether draws are weighted by importance inside of the logarithm
 * @param divergenceWeight weight of divergences by step: β, or a warm-up
 * @param freeBits nats below which the divergence of a latent number costs nothing less
 * @param classifierWeight of the log density of known values under the approximation of a discrete variable
 * @param binarised observed variable whose intensities are drawn to zeros and ones afresh at every step
 * @param validation share of the rows that is held out
 * @param patience epochs without a lower loss of the rows held out after which training ends; 0 for never
 * @param restarts trainings from different starts, the best of which is taken
 * @param seed equal seeds give equal results
 * @param backend what trains, by default the best there is
 * @param progress told several times an epoch
 * @param timeLimit after this time the fit ends with what it has reached
 * @param cancelledBy lets others end the fit with what it has reached
 * @param checkpoint file that says where training stands, replaced every [checkpointEvery] and at the end
 * @param resume checkpoint to go on from, of the same model, data and options
 * @param tensorBoard folder that event files are written into, for TensorBoard to draw losses by step
 */
public fun amortizedVi(
    epochs: Int = 10,
    batchSize: Int = 128,
    optimizer: Optimizer = adam(1e-3),
    draws: Int = 1,
    importanceWeighted: Boolean = false,
    divergenceWeight: Schedule = Schedule.constant(1.0),
    freeBits: Double = 0.0,
    classifierWeight: Double = 1.0,
    binarised: String? = null,
    validation: Double = 0.0,
    patience: Int = 0,
    restarts: Int = 1,
    seed: Long = 1,
    backend: TrainingBackend? = null,
    progress: TrainingProgress.Listener = TrainingProgress.Listener { },
    timeLimit: Duration? = null,
    cancelledBy: Cancellation? = null,
    checkpoint: Path? = null,
    checkpointEvery: Duration = 1.minutes,
    resume: Path? = null,
    tensorBoard: Path? = null,
): AmortizedVi = AmortizedVi()
    .epochs(epochs)
    .batchSize(batchSize)
    .optimizer(optimizer)
    .let { if (importanceWeighted) it.importanceWeighted(draws) else it.draws(draws) }
    .divergenceWeight(divergenceWeight)
    .freeBits(freeBits)
    .classifierWeight(classifierWeight)
    .let { if (binarised == null) it else it.binarised(binarised) }
    .validation(validation, patience)
    .restarts(restarts)
    .seed(seed)
    .onProgress(progress)
    .let { if (backend == null) it else it.backend(backend) }
    .let { if (timeLimit == null) it else it.timeLimit(timeLimit.toJavaDuration()) }
    .let { if (cancelledBy == null) it else it.cancelledBy(cancelledBy) }
    .let { if (checkpoint == null) it else it.checkpoint(checkpoint, checkpointEvery.toJavaDuration()) }
    .let { if (resume == null) it else it.resume(resume) }
    .let { if (tensorBoard == null) it else it.tensorBoard(tensorBoard) }

/** Adam with PyTorch's other numbers. */
public fun adam(learningRate: Double): Optimizer.Adam = Optimizer.adam(learningRate)

/** Adam with a learning rate that depends on the step. */
public fun adam(learningRate: Schedule): Optimizer.Adam = Optimizer.adam(learningRate)

/** Adam with decoupled weight decay: in each step every number that is trained shrinks by the share [weightDecay] times the learning rate. */
public fun adamW(learningRate: Double, weightDecay: Double = 1e-2): Optimizer.AdamW = Optimizer.adamW(learningRate, weightDecay)

/** This model fitted to [data] by amortised variational inference. */
public fun Model.fit(data: Data, engine: AmortizedVi): AmortizedFit = engine.fit(this, data)
