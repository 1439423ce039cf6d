package org.platen.inference.kotlin

import org.platen.dsl.model.Model
import org.platen.inference.criticism.AccuracyComparison
import org.platen.inference.criticism.CalibrationReport
import org.platen.inference.criticism.LeaveOneOut
import org.platen.inference.criticism.PredictiveAccuracy
import org.platen.inference.criticism.PredictiveCheck
import org.platen.inference.criticism.SimulationBasedCalibration
import org.platen.inference.criticism.WidelyApplicable
import org.platen.inference.data.Data
import org.platen.inference.engine.Engine
import org.platen.inference.posterior.PosteriorFit

/** Leave-one-out predictive accuracy; see [LeaveOneOut]. */
public fun PosteriorFit.leaveOneOut(): LeaveOneOut = LeaveOneOut.of(this)

/** The widely applicable information criterion; see [WidelyApplicable]. */
public fun PosteriorFit.widelyApplicable(): WidelyApplicable = WidelyApplicable.of(this)

/** Models of the same data by their predictive accuracy, the best first; see [AccuracyComparison]. */
public fun compare(vararg models: Pair<String, PredictiveAccuracy>): AccuracyComparison = AccuracyComparison.of(linkedMapOf(*models))

/**
 * The data beside replicates drawn from the posterior predictive distribution; see [PredictiveCheck].
 *
 * @param samples number of replicates
 * @param seed equal seeds give equal replicates
 */
public fun PosteriorFit.predictiveCheck(samples: Int = 400, seed: Long = 1): PredictiveCheck =
    PredictiveCheck.ofPosterior(this, samples, seed)

/**
 * Data beside replicates drawn from the prior predictive distribution; see [PredictiveCheck].
 *
 * @param samples number of replicates
 * @param seed equal seeds give equal replicates
 */
public fun Model.predictiveCheck(data: Data, samples: Int = 400, seed: Long = 1): PredictiveCheck =
    PredictiveCheck.ofPrior(this, data, samples, seed)

/**
 * Whether an engine infers this model's unknowns rightly; see [SimulationBasedCalibration].
 *
 * @param engine returns a [PosteriorFit]
 * @param design sizes of plates and values of givens
 * @param replicates number of data sets
 * @param draws number of draws that ranks are among
 * @param seed equal seeds give equal results
 * @param threads number of data sets fitted at the same time
 * @param progress told whenever a data set is finished
 */
public fun Model.calibrate(
    engine: Engine,
    design: Data,
    replicates: Int = 200,
    draws: Int = 99,
    seed: Long = 1,
    threads: Int = Runtime.getRuntime().availableProcessors(),
    progress: SimulationBasedCalibration.Listener = SimulationBasedCalibration.Listener { _, _ -> },
): CalibrationReport = SimulationBasedCalibration.of(this, engine, design)
    .replicates(replicates)
    .draws(draws)
    .seed(seed)
    .threads(threads)
    .progress(progress)
    .run()
