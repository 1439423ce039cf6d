package org.platen.inference.em

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.engine.spec.tempdir
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import org.platen.dsl.distribution.Distributions.categorical
import org.platen.dsl.distribution.Distributions.normal
import org.platen.dsl.expr.Constant
import org.platen.dsl.expr.Expressions.constant
import org.platen.dsl.model.Model
import org.platen.dsl.model.Space.real
import org.platen.dsl.shape.ModelException
import org.platen.inference.checkpoint.CheckpointFile
import org.platen.inference.data.Data
import org.platen.inference.engine.Cancellation

/** What must be the same for a fit to be resumed. */
class FitIdentityTest :
    FunSpec({

        val file = tempdir().toPath().resolve("fit.checkpoint")
        val offsets = DoubleArray(12) { it.toDouble() }

        fun model(
            name: String = "lines",
            variable: String = "mean",
            scale: Double = 1.0,
            offset: DoubleArray = offsets,
            prior: Boolean = false,
        ): Model = Model.declare(name) { m ->
            val cluster = m.plate("cluster", 2)
            val row = m.plate("row")
            val mean = if (prior) m.latent(variable, cluster, normal(0.0, 10.0)) else m.parameter(variable, cluster, real())
            val z = m.latent("z", row, categorical(constant(0.5, 0.5)))
            m.observed("x", row, normal(mean.at(z).plus(constant(*offset)), scale))
        }

        val x = Array(20) { row -> DoubleArray(12) { 0.1 * row + it } }
        val engine = ExactEm().restarts(2).iterations(4)
        val reference = model()
        engine.checkpoint(file, 1).fit(reference, x)

        fun refused(other: ExactEm, model: Model = reference, data: Array<DoubleArray> = x): String = shouldThrow<ModelException> {
            other.resume(file).progress { error("an iteration was made") }.fit(model, data)
        }.message!!

        test("the same model declared again, the same data read again and the same options are accepted") {
            val again = model()
            val data = Data.of(again["x"], x.map { it.clone() }.toTypedArray())
            ExactEm().iterations(4).restarts(2).threads(3).resume(file).fit(again, data).bits() shouldBe engine.fit(reference, x).bits()
        }

        test("other data are refused by their fingerprint") {
            val other = x.map { it.clone() }.toTypedArray().also { it[3][2] = 0.5 }
            val message = refused(engine, data = other)
            for (part in listOf(
                "fit.checkpoint",
                "fingerprint of the data",
                reference.rows(x).fingerprint(),
                reference.rows(other).fingerprint(),
                "begin anew without resume",
            )) {
                message shouldContain part
            }
            refused(engine, data = x.take(19).toTypedArray()) shouldContain "fingerprint of the data"
        }

        test("another model is refused by what differs") {
            refused(engine, model(name = "curves")) shouldContain "model was 'lines' there and is 'curves' here"
            refused(engine, model(variable = "centre")) shouldContain "line 2 of the model was 'mean"
            val priors = refused(engine, model(prior = true))
            priors shouldContain "= parameter, real"
            priors shouldContain "~ Normal(0, 10)"
            refused(engine, model(scale = 2.0)) shouldContain "line 4 of the model"
        }

        test("a model is refused for a constant that its story does not show") {
            val last = offsets.clone().also { it[11] = 12.0 }
            refused(engine, model(offset = last)) shouldContain "hash of the model's constants"
        }

        test("a conditioned model is another one") {
            refused(engine, reference.condition("z", Constant.of(1.0))) shouldContain "of the model was"
        }

        test("other options are refused with their name and both values") {
            refused(engine.restarts(3)) shouldContain "restarts was '2' there and is '3' here"
            refused(engine.iterations(5)) shouldContain "iterations was '4' there and is '5' here"
            refused(engine.tolerance(1e-3)) shouldContain "tolerance was '1.0E-10' there and is '0.001' here"
            refused(engine.seed(2)) shouldContain "seed was '1' there and is '2' here"
            refused(engine.integrate("z")) shouldContain "integrate was '[]' there and is '[z]' here"
            refused(engine.startAt(mapOf("mean" to doubleArrayOf(1.0, 2.0)))) shouldContain "startAt was 'the data' there"
        }

        test("other starting values are refused") {
            val from = { value: Double -> engine.startAt(mapOf("mean" to doubleArrayOf(value, 2.0))) }
            from(1.0).checkpoint(file, 1).fit(reference, x)
            from(1.0).resume(file).fit(reference, x).iterations() shouldBe 4
            refused(from(2.0)) shouldContain "startAt was 'values of hash"
            engine.checkpoint(file, 1).fit(reference, x)
        }

        test("estimates that do not have the objective of the checkpoint are refused: another library wrote it") {
            val token = Cancellation()
            engine.checkpoint(file, 1).threads(1).cancelledBy(token).progress { token.cancel() }.fit(reference, x)
            val sections = CheckpointFile.read(file).map { section ->
                if (section.title() == "start 1") section.withNumbers("estimate mean", doubleArrayOf(50.0, 60.0)) else section
            }
            CheckpointFile.write(file, sections)
            val message = shouldThrow<ModelException> { engine.resume(file).fit(reference, x) }.message!!
            message shouldContain "start 1 of the checkpoint stands at objective"
            engine.checkpoint(file, 1).fit(reference, x)
        }
    })
