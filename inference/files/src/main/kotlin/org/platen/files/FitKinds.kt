package org.platen.files

import org.platen.inference.amortized.AmortizedRecord
import org.platen.inference.amortized.AmortizedSettings
import org.platen.inference.amortized.Objective
import org.platen.inference.checkpoint.NumbersFile
import org.platen.inference.checkpoint.Section
import org.platen.inference.data.DataSizes
import org.platen.inference.em.EmRecord
import org.platen.inference.em.EmSettings
import org.platen.inference.fit.EngineSettings
import org.platen.inference.fit.Provenance
import org.platen.inference.lower.RoleNames
import org.platen.inference.mcmc.NutsRecord
import org.platen.inference.mcmc.NutsSettings
import org.platen.inference.mcmc.SamplerStatistics
import org.platen.inference.posterior.DrawsRecord
import org.platen.inference.train.Optimizer
import org.platen.inference.train.Schedule
import org.platen.inference.vi.Batching
import org.platen.inference.vi.Elbo
import org.platen.inference.vi.ViRecord
import org.platen.inference.vi.ViSettings
import org.platen.inference.vi.batch.RowsRecord
import org.platen.inference.vi.conjugate.FactorRecord
import org.platen.inference.vi.factor.BetaFactor
import org.platen.inference.vi.factor.DirichletFactor
import org.platen.inference.vi.factor.FactorFamily
import org.platen.inference.vi.factor.GammaFactor
import org.platen.inference.vi.factor.InverseGammaFactor
import org.platen.inference.vi.factor.InverseWishartFactor
import org.platen.inference.vi.factor.MultivariateNormalFactor
import org.platen.inference.vi.factor.NormalFactor
import org.platen.inference.vi.factor.WishartFactor

/** The records of engines and fits that a file may hold, under the names that files have for them. */
internal object FitKinds {
    val factors =
        listOf(
            Kind("Beta", BetaFactor::class.java),
            Kind("Dirichlet", DirichletFactor::class.java),
            Kind("Gamma", GammaFactor::class.java),
            Kind("InverseGamma", InverseGammaFactor::class.java),
            Kind("InverseWishart", InverseWishartFactor::class.java),
            Kind("MultivariateNormal", MultivariateNormalFactor::class.java),
            Kind("Normal", NormalFactor::class.java),
            Kind("Wishart", WishartFactor::class.java),
        )

    val optimizers =
        listOf(
            Kind("Sgd", Optimizer.Sgd::class.java, unbounded = setOf("largestNorm")),
            Kind("Momentum", Optimizer.Momentum::class.java, unbounded = setOf("largestNorm")),
            Kind("RmsProp", Optimizer.RmsProp::class.java, unbounded = setOf("largestNorm")),
            Kind("Adagrad", Optimizer.Adagrad::class.java, unbounded = setOf("largestNorm")),
            Kind("Adam", Optimizer.Adam::class.java, unbounded = setOf("largestNorm")),
            Kind("AdamW", Optimizer.AdamW::class.java, unbounded = setOf("largestNorm")),
        )

    val schedules =
        listOf(
            Kind("Constant", Schedule.Constant::class.java),
            Kind("ExponentialDecay", Schedule.ExponentialDecay::class.java),
            Kind("StepDecay", Schedule.StepDecay::class.java),
            Kind("CosineDecay", Schedule.CosineDecay::class.java),
            Kind("Linear", Schedule.Linear::class.java),
            Kind("WarmUp", Schedule.WarmUp::class.java),
            Kind("Own", OwnSchedule::class.java),
        )

    val settings =
        listOf(
            Kind("ExactEm", EmSettings::class.java),
            Kind("MeanFieldVi", ViSettings::class.java),
            Kind("Nuts", NutsSettings::class.java),
            Kind("AmortizedVi", AmortizedSettings::class.java),
        )

    /** Those that are told apart by their name, by what they are kinds of. */
    val families: Map<Class<*>, List<Kind>> =
        mapOf(
            FactorFamily::class.java to factors,
            Optimizer::class.java to optimizers,
            Schedule::class.java to schedules,
            EngineSettings::class.java to settings,
        )

    private val statistics = setOf("logDensity", "energy", "acceptance", "stepSize")
    private val losses = setOf("loss", "reconstruction", "divergence", "validationLoss")

    /** Those that are only ever found in one place, where nothing else can be. */
    val parts =
        listOf(
            Kind("provenance", Provenance::class.java),
            Kind("time", Provenance.Time::class.java),
            Kind("sizes", DataSizes::class.java),
            Kind("roles", RoleNames::class.java),
            Kind("em", EmRecord::class.java),
            Kind("start", EmRecord.Run::class.java, unbounded = setOf("trace", "logPrior")),
            Kind("vi", ViRecord::class.java, unbounded = setOf("bound", "trace", "shape")),
            Kind("normal", ViRecord.Numbers::class.java),
            Kind("elbo", Elbo::class.java, unbounded = setOf("value", "error")),
            Kind("rows", RowsRecord::class.java),
            Kind("factor", FactorRecord::class.java),
            Kind("batching", Batching::class.java),
            Kind("nuts", NutsRecord::class.java),
            Kind("draws", DrawsRecord::class.java),
            Kind("statistics", SamplerStatistics::class.java, unbounded = statistics),
            Kind("amortized", AmortizedRecord::class.java),
            Kind("report", AmortizedRecord.Report::class.java, unbounded = losses),
            Kind("objective", Objective::class.java),
            Kind("training", NumbersFile::class.java, unbounded = setOf("tensors")),
            Kind("section", Section::class.java),
        )
}
