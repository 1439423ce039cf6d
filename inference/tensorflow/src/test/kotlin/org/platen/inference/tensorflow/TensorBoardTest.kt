package org.platen.inference.tensorflow

import io.kotest.core.spec.style.FunSpec
import io.kotest.engine.spec.tempdir
import io.kotest.matchers.shouldBe
import java.nio.file.Path
import java.time.Duration
import java.util.Random
import org.platen.dsl.kotlin.get
import org.platen.dsl.kotlin.invoke
import org.platen.dsl.kotlin.model
import org.platen.dsl.kotlin.normal
import org.platen.dsl.kotlin.ones
import org.platen.dsl.kotlin.zeros
import org.platen.inference.amortized.AmortizedVi
import org.platen.inference.amortized.TrainingProgress
import org.platen.inference.data.Data
import org.platen.inference.engine.Cancellation
import org.platen.inference.jvm.JvmBackend
import org.platen.inference.kotlin.adam
import org.platen.inference.kotlin.amortizedVi
import org.platen.inference.kotlin.fit
import org.platen.inference.tensorboard.eventFiles
import org.platen.inference.tensorboard.records
import org.platen.inference.train.Schedule
import org.tensorflow.proto.Event
import org.tensorflow.proto.SessionLog

private fun events(folder: Path): List<List<Event>> = eventFiles(folder).map { file -> records(file).map(Event::parseFrom) }

/** Step, tag and number of everything that is drawn. */
private fun List<Event>.scalars(): List<Triple<Long, String, Float>> =
    flatMap { event -> event.summary.valueList.map { Triple(event.step, it.tag, it.simpleValue) } }

class TensorBoardTest :
    FunSpec({
        val model = model("autoencoder") {
            val decoder = network("decoder", input = 1) { dense(2) }
            val encoder = network("encoder", input = 2) { dense(1) }
            val row = plate("row")
            val z = row.latent("z", normal(zeros(1), ones(1)))
            val x = row.observed("x", normal(decoder(z), 1.0))
            guide { amortize(z) { normal(encoder(x), 0.5) } }
        }
        val random = Random(1)
        val data = Data.of(model["x"], Array(250) { doubleArrayOf(random.nextGaussian(), random.nextGaussian()) })
        val rate = Schedule.cosineDecay(1e-2, 1e-4, 400)
        val engine = amortizedVi(backend = JvmBackend(), epochs = 3, batchSize = 2, optimizer = adam(rate), validation = 0.2)

        fun expected(report: TrainingProgress): List<Triple<Long, String, Float>> {
            val rows = if (report.validationLoss().isPresent) "validation" else "training"
            return listOf("loss" to report.loss(), "reconstruction" to report.reconstruction(), "divergence" to report.divergence())
                .map { (what, number) -> Triple(report.step(), "$rows/$what", number.toFloat()) } +
                if (rows == "training") listOf(Triple(report.step(), "learning rate", rate.at(report.step() - 1).toFloat())) else listOf()
        }

        test("TensorFlow's own classes read every report of training") {
            val folder = tempdir().toPath()
            val fit = model.fit(data, engine.tensorBoard(folder))
            val file = events(folder).single()
            file[0].fileVersion shouldBe "brain.Event:2"
            file[1].sessionLog.status shouldBe SessionLog.SessionStatus.START
            file[1].step shouldBe 1
            fit.history().count { it.validationLoss().isPresent } shouldBe 3
            file.drop(2).scalars() shouldBe fit.history().flatMap(::expected)
        }

        test("training that goes on says from which step, so that what was done again is drawn once") {
            val folder = tempdir().toPath()
            val checkpoint = tempdir().toPath().resolve("training.checkpoint")
            val cancellation = Cancellation()
            var told = 0

            fun AmortizedVi.kept() = tensorBoard(folder).checkpoint(checkpoint, Duration.ofDays(1))
            val stopped = model.fit(
                data,
                engine.kept().cancelledBy(cancellation).onProgress { if (++told == 4) cancellation.cancel() },
            )
            val whole = model.fit(data, engine.kept().resume(checkpoint))
            val (first, second) = events(folder)
            first.drop(2).scalars() shouldBe stopped.history().flatMap(::expected)
            second[1].sessionLog.status shouldBe SessionLog.SessionStatus.START
            second[1].step shouldBe stopped.history().last().step() + 1
            (first.drop(2) + second.drop(2)).scalars() shouldBe whole.history().flatMap(::expected)
        }
    })
