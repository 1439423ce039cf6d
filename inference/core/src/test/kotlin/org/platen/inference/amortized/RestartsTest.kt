package org.platen.inference.amortized

import io.kotest.core.spec.style.FunSpec
import io.kotest.engine.spec.tempdir
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import java.time.Duration
import kotlin.io.path.exists
import kotlin.math.abs
import org.platen.dsl.distribution.Distributions.normal
import org.platen.dsl.model.Model
import org.platen.dsl.model.Space.real
import org.platen.inference.data.Data
import org.platen.inference.engine.Cancellation
import org.platen.inference.jvm.JvmBackend
import org.platen.inference.kotlin.adam

class RestartsTest :
    FunSpec({

        /** A double well: p near −1 is better than p near 1, and what starts on one side stays there. */
        val well = Model.declare("well") { m ->
            val p = m.parameter("p", real())
            val mean = p.squared().minus(1.0).squared().plus(p.times(0.3)).plus(1.0)
            m.observed("y", m.plate("row"), normal(mean, 1.0))
        }
        val data = Data.of(well["y"], DoubleArray(40) { if (it % 2 == 0) -0.1 else 0.1 })
        val engine = AmortizedVi().backend(JvmBackend()).epochs(60).batchSize(20).optimizer(adam(0.05)).seed(3)

        fun told(engine: AmortizedVi): Pair<AmortizedFit, List<List<TrainingProgress>>> {
            val starts = mutableListOf<MutableList<TrainingProgress>>()
            val fit = engine.onProgress { report ->
                if (starts.isEmpty() || report.step() < starts.last().last().step()) starts.add(mutableListOf())
                starts.last().add(report)
            }.fit(well, data)
            return fit to starts
        }

        test("of several trainings the one of the lowest loss in the last epoch is taken, with its history, and disagreement is told") {
            val (fit, starts) = told(engine.restarts(6))
            starts.size shouldBe 6
            val losses = starts.map { reports -> reports.filter { it.epoch() == 60 }.map { it.loss() }.average() }
            // −log N(0 | 1 ± 0.3, 1) near the two wells, of which both are found.
            (losses.max() - losses.min()) shouldBe ((1.3 * 1.3 - 0.7 * 0.7) / 2 plusOrMinus 0.1)
            fit.history() shouldBe starts[losses.indexOf(losses.min())]
            abs(fit.estimate("p").value() + 1) shouldBe (0.0 plusOrMinus 0.1)
            fit.warnings().single() shouldContain "starts disagree: their losses are"
        }

        test("the first training is that without restarts; equal seeds give equal fits") {
            val alone = engine.fit(well, data)
            val (_, starts) = told(engine.restarts(2))
            starts[0].map { it.loss() } shouldBe alone.history().map { it.loss() }
            alone.warnings().shouldBeEmpty()
            told(engine.restarts(3)).first.estimate("p") shouldBe told(engine.restarts(3)).first.estimate("p")
        }

        test("with rows held out their loss decides") {
            val (fit, starts) = told(engine.validation(0.25, 0).restarts(3))
            val lowest = starts.map { reports -> reports.minOf { it.validationLoss().orElse(Double.POSITIVE_INFINITY) } }
            fit.history() shouldBe starts[lowest.indexOf(lowest.min())]
        }

        test("trainings that were stopped on the way go on to the same fit, each from a file of its own") {
            val file = tempdir().toPath().resolve("training.checkpoint")
            val whole = engine.restarts(3).fit(well, data)
            val cancellation = Cancellation()
            var reports = 0
            engine.restarts(3).checkpoint(file, Duration.ZERO).cancelledBy(cancellation)
                .onProgress { if (++reports == 80) cancellation.cancel() }.fit(well, data)
            file.resolveSibling("training.checkpoint.2").exists() shouldBe true
            val resumed = engine.restarts(3).resume(file).fit(well, data)
            resumed.estimate("p") shouldBe whole.estimate("p")
            resumed.warnings() shouldBe whole.warnings()
        }
    })
