package org.platen.inference.amortized

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.engine.spec.tempdir
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.doubles.shouldBeLessThan
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import java.time.Duration
import kotlin.math.PI
import kotlin.math.abs
import kotlin.math.ln
import kotlin.math.sqrt
import kotlin.random.Random
import kotlin.random.asJavaRandom
import org.platen.dsl.kotlin.exp
import org.platen.dsl.kotlin.get
import org.platen.dsl.kotlin.invoke
import org.platen.dsl.kotlin.model
import org.platen.dsl.kotlin.normal
import org.platen.dsl.kotlin.ones
import org.platen.dsl.kotlin.plus
import org.platen.dsl.kotlin.positive
import org.platen.dsl.kotlin.real
import org.platen.dsl.kotlin.relu
import org.platen.dsl.kotlin.zeros
import org.platen.dsl.model.Model
import org.platen.dsl.shape.ModelException
import org.platen.dsl.shape.Shape
import org.platen.inference.backend.LocalExecutor
import org.platen.inference.backend.RowSource
import org.platen.inference.backend.Session
import org.platen.inference.data.Binding
import org.platen.inference.data.Data
import org.platen.inference.engine.Cancellation
import org.platen.inference.engine.Engine
import org.platen.inference.jvm.JvmBackend
import org.platen.inference.kotlin.amortizedVi
import org.platen.inference.kotlin.exactEm
import org.platen.inference.kotlin.fit
import org.platen.inference.kotlin.meanFieldVi
import org.platen.inference.kotlin.nuts
import org.platen.inference.train.Optimizer
import org.platen.inference.train.Schedule
import org.platen.inference.train.Trainer

private fun trainer(own: KnownStarts, optimizer: Optimizer = Optimizer.sgd(0.1)) =
    JvmBackend().trainer(own.step(), optimizer, 1).also(own::start)

private fun Trainer.shouldHave(name: String, vararg expected: Double) =
    get(name).zip(expected).forEach { (own, other) -> own shouldBe (other plusOrMinus 1e-12) }

/** A Normal log density's constant: PyTorch's loss there was half the mean squared error. */
private val constant = 0.5 * ln(2 * PI)

private fun autoencoder(): Model = model("autoencoder") {
    val decoder = network("decoder", input = 2) {
        dense(8)
        batchNormalisation()
        activation(relu)
        dropout(0.2)
        dense(3)
    }
    val encoder = network("encoder", input = 3) {
        dense(8)
        batchNormalisation()
        activation(relu)
        heads {
            dense("location", 2)
            dense("logScale", 2)
        }
    }
    val row = plate("row")
    val noise by parameter(positive())
    val z = row.latent("z", normal(zeros(2), ones(2)))
    val x = row.observed("x", normal(decoder(z), noise))
    guide { amortize(z) { encoder(x).let { normal(it["location"], exp(it["logScale"])) } } }
}

class TrainedLayersTest :
    FunSpec({
        // Numbers of PyTorch 1.13.1 in float64: torch.nn.Sequential of Linear(3, 2), BatchNorm1d(2), Tanh and Linear(2, 1) with the same starts, data and
        // batches, SGD(lr=0.1), and half of the mean squared error as loss.
        test("five steps with batch normalisation of vectors are those of PyTorch") {
            trainer(Standardising.ofVectors).use { trainer ->
                trainer.run(Standardising.batches.copyOfRange(0, 4))
                trainer.run(arrayOf(Standardising.batches[4])).metrics.getValue("loss") shouldBe
                    (constant + 0.462889077588309 plusOrMinus 1e-12)
                trainer.shouldHave(
                    "parameter/net.dense1.weight",
                    -0.494918297236228,
                    0.153734009628191,
                    -0.255076945326095,
                    0.506740416764958,
                    0.124753512761337,
                    -0.279991656718384,
                )
                trainer.shouldHave("parameter/net.dense1.bias", 0.2, -0.2)
                trainer.shouldHave("parameter/net.batchNormalisation1.scale", 0.990632240033556, 0.965464224403222)
                trainer.shouldHave("parameter/net.batchNormalisation1.shift", 0.0166195999911525, -0.0515597936300787)
                trainer.shouldHave("parameter/net.dense2.weight", -0.0927676624824535, 0.370508132281341)
                trainer.shouldHave("parameter/net.dense2.bias", 0.253215875351379)
                trainer.shouldHave("running/net.batchNormalisation1.runningMean", 0.0738372327554818, -0.0609062424374152)
                trainer.shouldHave("running/net.batchNormalisation1.runningVariance", 0.607438372916014, 0.734293733523131)
            }
        }

        // The same with Conv2d(1, 2, 3), BatchNorm2d(2), Tanh, Flatten and Linear(8, 1).
        test("five steps with batch normalisation of feature maps are those of PyTorch") {
            trainer(Standardising.ofMaps).use { trainer ->
                trainer.run(Standardising.batches)
                trainer.get("parameter/net.convolution1.weight")[17] shouldBe (0.297656424773887 plusOrMinus 1e-12)
                trainer.shouldHave("parameter/net.batchNormalisation1.scale", 0.943732217123174, 0.937099358840357)
                trainer.shouldHave("parameter/net.batchNormalisation1.shift", -0.0367378443362216, -0.0203566759215167)
                trainer.get("parameter/net.dense1.weight")[7] shouldBe (0.111627287382087 plusOrMinus 1e-12)
                trainer.shouldHave("running/net.batchNormalisation1.runningMean", 0.0861936697184536, -0.0938284448509826)
                trainer.shouldHave("running/net.batchNormalisation1.runningVariance", 0.689893530791597, 0.856369052124745)
            }
        }

        test("gradients through dropped entries and moments of the batch are those of finite differences") {
            val own = Standardising.withDropout
            val step = own.step()
            LocalExecutor(1).use { executor ->
                val session = JvmBackend().compile(step.program()).session(executor)
                val rows = 5
                own.give(session, rows)
                val starts = own.starts()
                fun loss(name: String, at: Int, change: Double): Double {
                    session.set(name, *starts.getValue(name).copyOf().also { it[at] += change })
                    session.run(rows)
                    return session.get("loss")[0]
                }
                session.run(rows)
                val gradients = step.gradients().mapValues { session.get(it.value).clone() }
                var checked = 0
                gradients.forEach { (name, gradient) ->
                    gradient.forEachIndexed { at, own ->
                        val slope = (loss(name, at, 1e-5) - loss(name, at, -1e-5)) / 2e-5
                        own shouldBe (slope plusOrMinus 1e-8)
                        checked++
                    }
                    session.set(name, *starts.getValue(name))
                }
                checked shouldBe 4 * 3 + 4 + 4 + 4 + 4 + 1
            }
        }

        test("an entry is dropped where its noise is below the rate, and others are scaled up") {
            val model = model("dropped") {
                val net = network("net", input = 2) { dropout(0.25) }
                val row = plate("row")
                val x = row.given("x", real(2))
                val shift by parameter(real())
                row.observed("y", normal(net(x) + shift, 1.0))
            }
            val data = Data.of(model["x"], arrayOf(doubleArrayOf(3.0, 6.0))).and(model["y"], arrayOf(doubleArrayOf(0.0, 0.0)))
            val objective = Objective(1, false, true, Schedule.constant(1.0), 0.0, 1.0, setOf())
            val graph = TrainingGraph.training(model, Unknowns.of(model, Binding.of(model, data)), objective)
            val step = graph.step(objective)
            LocalExecutor(1).use { executor ->
                val session: Session = JvmBackend().compile(step.program()).session(executor)
                graph.data().rows().forEach { (name, rows) -> session.bind(name, rows) }
                session.set("weight of divergences", 1.0)
                session.set("parameter/shift", 0.0)
                for ((noise, kept) in listOf((0.2 to 0.3) to (0.0 to 1.0), (0.25 to 0.9) to (1.0 to 1.0), (0.0 to 0.1) to (0.0 to 0.0))) {
                    session.bind(
                        "noise/dropout 1",
                        listOf(RowSource.of(doubleArrayOf(noise.first)), RowSource.of(doubleArrayOf(noise.second))),
                    )
                    session.run(1)
                    val mean = listOf(kept.first * 4, kept.second * 8)
                    session.get("loss")[0] shouldBe
                        (mean.sumOf { 0.5 * it * it + constant } plusOrMinus 1e-12)
                }
            }
        }

        test("the two applications of a layer move its running moments one after the other") {
            val twice = model("twice") {
                val net = network("net", input = 1) { batchNormalisation() }
                val row = plate("row")
                val a = row.given("a", real(1))
                val b = row.given("b", real(1))
                row.observed("y", normal(net(a) + net(b), 1.0))
            }
            val numbers = { of: (Int) -> Double -> Array(3) { doubleArrayOf(of(it)) } }
            val data = Data.of(twice["a"], numbers { it.toDouble() }).and(twice["b"], numbers { 10.0 * it + 4 })
                .and(twice["y"], numbers { 1.0 })
            val fit = twice.fit(data, amortizedVi(backend = JvmBackend(), epochs = 1, batchSize = 3, optimizer = Optimizer.sgd(1e-9)))
            val mean = fit.estimate("net.batchNormalisation1.runningMean").values().single()
            mean shouldBe (0.9 * (0.1 * 1.0) + 0.1 * 14.0 plusOrMinus 1e-12)
            // Unbiased variances 1 and 100.
            fit.estimate("net.batchNormalisation1.runningVariance").values().single() shouldBe
                (0.9 * (0.9 + 0.1 * 1.0) + 0.1 * 100.0 plusOrMinus 1e-12)
        }

        val model = autoencoder()
        val random = Random(4).asJavaRandom()
        val x = Array(200) {
            val a = random.nextGaussian()
            val b = random.nextGaussian()
            doubleArrayOf(a + 0.1 * random.nextGaussian(), a - b, b + 0.1 * random.nextGaussian())
        }
        val data = Data.of(model["x"], x)
        val engine = amortizedVi(backend = JvmBackend(), epochs = 3, batchSize = 20, validation = 0.2)

        test("training with such layers that was stopped goes on bit for bit, running moments too") {
            val whole = model.fit(data, engine)
            for (reports in listOf(1, 2, 4)) {
                val file = tempdir().toPath().resolve("training.checkpoint")
                val cancellation = Cancellation()
                var told = 0
                val day = Duration.ofDays(1)
                model.fit(
                    data,
                    engine.checkpoint(file, day).cancelledBy(cancellation).onProgress {
                        if (++told ==
                            reports
                        ) {
                            cancellation.cancel()
                        }
                    },
                )
                val resumed = model.fit(data, engine.resume(file))
                resumed.trained().mapValues { it.value.toList() } shouldBe whole.trained().mapValues { it.value.toList() }
                resumed.trace() shouldBe whole.trace()
            }
            whole.trained().keys.filter { it.startsWith("running/") } shouldContainExactly listOf("decoder", "encoder").flatMap { name ->
                listOf("Mean", "Variance").map { "running/$name.batchNormalisation1.running$it" }
            }
        }

        test("answers of a fit drop nothing and do not depend on the other rows that are asked about") {
            val fit = model.fit(data, engine)
            val alone = Data.of(model["x"], arrayOf(x[7]))
            val together = fit.posteriorMean(model["z"], data).values()
            fit.posteriorMean(model["z"], alone).values().toList() shouldBe together.slice(14..15)
            fit.reconstruct("x", alone).values().toList() shouldBe fit.reconstruct("x", data).values().slice(21..23)
            fit.sample(Data.size(model.plates()[0], 5), 1)
        }

        test("running moments come to those of the data, and rows held out are judged by them") {
            val still = model("still") {
                val net = network("net", input = 1) { batchNormalisation() }
                val row = plate("row")
                val a = row.given("a", real(1))
                row.observed("y", normal(net(a), 1.0))
            }
            val a = DoubleArray(400) { 5 + 2 * random.nextGaussian() }
            val given = Data.of(still["a"], Array(400) { doubleArrayOf(a[it]) }).and(still["y"], Array(400) { doubleArrayOf(0.0) })
            val fit = still.fit(
                given,
                amortizedVi(backend = JvmBackend(), epochs = 40, batchSize = 80, optimizer = Optimizer.sgd(1e-12), validation = 0.2),
            )
            val mean = fit.estimate("net.batchNormalisation1.runningMean").values().single()
            val variance = fit.estimate("net.batchNormalisation1.runningVariance").values().single()
            abs(mean - a.average()) shouldBeLessThan 0.3
            abs(sqrt(variance) - 2) shouldBeLessThan 0.3
            fit.history().last { it.validationLoss().isPresent }.let { last ->
                // The starts of scale and shift, 1 and 0, have not moved by more than 1e-9.
                val held = Batches.split(400, 0.2, 1)[1]
                val kept = fit.history().filter { it.validationLoss().isPresent }.minOf { it.validationLoss().asDouble }
                kept shouldBe
                    (held.map { 0.5 * (a[it] - mean) * (a[it] - mean) / (variance + 1e-5) }.average() + constant plusOrMinus 1e-6)
                last.epoch() shouldBe 40
            }
        }

        test("other engines refuse layers that only training knows, in words") {
            val refused: Model = model("refused") {
                val net = network("net", Shape.of(2), { normal(zeros(*it.shape.sizes()), ones(*it.shape.sizes())) }) {
                    dropout(0.5)
                    dense(1)
                    batchNormalisation()
                }
                val row = plate("row")
                val x = row.given("x", real(2))
                row.observed("y", normal(net(x), 1.0))
            }
            val rows = Data.of(
                refused["x"],
                Array(3) {
                    doubleArrayOf(1.0, it.toDouble())
                },
            ).and(refused["y"], Array(3) { doubleArrayOf(1.0) })
            for (engine in listOf<Engine>(exactEm(), meanFieldVi(), nuts())) {
                val message = shouldThrow<ModelException> { engine.fit(refused, rows) }.message!!
                message shouldContain "layers of dropout"
                message shouldContain "layers of batchNormalisation"
                message shouldContain "amortizedVi"
            }
        }

        test("a batch of one row, which has no variance, is refused before training") {
            val message = shouldThrow<ModelException> {
                model.fit(data, amortizedVi(backend = JvmBackend(), epochs = 1, batchSize = 199))
            }.message!!
            message shouldContain "single row"
            message shouldContain "batchSize"
        }
    })
