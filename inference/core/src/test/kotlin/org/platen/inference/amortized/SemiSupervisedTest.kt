package org.platen.inference.amortized

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.doubles.shouldBeGreaterThan
import io.kotest.matchers.doubles.shouldBeLessThan
import io.kotest.matchers.shouldBe
import org.platen.dsl.kotlin.bernoulliIntensity
import org.platen.dsl.kotlin.categorical
import org.platen.dsl.kotlin.exp
import org.platen.dsl.kotlin.get
import org.platen.dsl.kotlin.identity
import org.platen.dsl.kotlin.invoke
import org.platen.dsl.kotlin.model
import org.platen.dsl.kotlin.normal
import org.platen.dsl.kotlin.ones
import org.platen.dsl.kotlin.relu
import org.platen.dsl.kotlin.times
import org.platen.dsl.kotlin.zeros
import org.platen.dsl.model.Model
import org.platen.inference.data.Data
import org.platen.inference.dataset.Images
import org.platen.inference.dataset.Strokes
import org.platen.inference.jvm.JvmBackend
import org.platen.inference.kotlin.adam
import org.platen.inference.kotlin.amortizedVi
import org.platen.inference.kotlin.fit

private const val SIDE = 12
private const val PIXELS = SIDE * SIDE

/** Kingma et al. 2014, "Semi-supervised learning with deep generative models", model M2. */
private fun m2(): Model = model("M2") {
    val decoder = network("decoder", input = 4 + 10) {
        dense(48, relu)
        dense(PIXELS)
    }
    val encoder = network("encoder", input = PIXELS + 10) {
        dense(48, relu)
        heads {
            dense("location", 4)
            dense("logScale", 4)
        }
    }
    val classifier = network("classifier", input = PIXELS) {
        dense(48, relu)
        dense(10)
    }
    val image = plate("image")
    val y = image.observed("y", categorical(ones(10) * 0.1))
    val z = image.latent("z", normal(zeros(4), ones(4)))
    val oneHot = identity(10)[y]
    val x = image.observed("x", bernoulliIntensity(logits = decoder(z, oneHot)))
    guide {
        amortize(y) { categorical(logits = classifier(x)) }
        amortize(z) {
            val h = encoder(x, oneHot)
            normal(h["location"], exp(h["logScale"]))
        }
    }
}

class SemiSupervisedTest :
    FunSpec({
        val model = m2()
        val train = Strokes.images(1000, SIDE, 1).images()
        val test = Strokes.images(500, SIDE, 2).images()

        fun data(images: Images): Data = images.into(model["x"]).and(images.labelsInto(model["y"]))

        fun error(fit: AmortizedFit): Double {
            val found = fit.assignments(model["y"], data(test))
            return found.indices.count { found[it] != test.label(it) } / 500.0
        }

        val engine = amortizedVi(backend = JvmBackend(), epochs = 40, batchSize = 100, optimizer = adam(3e-3))
        val labelled = train.withLabels(50, 3)

        test("unlabelled images help a classifier of few labelled ones, by exact enumeration of their class") {
            val together = error(model.fit(data(labelled), engine.classifierWeight(20.0)))
            val few = labelled.rows(*(0 until 1000).filter { labelled.label(it) >= 0 }.toIntArray())
            val alone = error(model.fit(data(few), engine.epochs(400).batchSize(50).classifierWeight(20.0)))
            val unclassified = error(model.fit(data(labelled), engine.classifierWeight(0.0)))
            println("M2 test errors: with both $together, labelled alone $alone, without the classifier's term $unclassified")
            together shouldBeLessThan alone
            unclassified shouldBeGreaterThan together + 0.1
        }

        test("probabilities sum to one, also of images whose label is known") {
            val fit = model.fit(data(labelled), engine.epochs(1))
            val probabilities = fit.responsibilities(model["y"], data(labelled))
            (0 until 1000).forEach { probabilities.row(it).sum() shouldBe (1.0 plusOrMinus 1e-9) }
        }

        test("a bound averaged over a class is below that with the class summed out") {
            val fit = model.fit(data(labelled), engine.epochs(5))
            fit.elbo(data(labelled)).bound() shouldBeLessThan fit.logEvidence(data(labelled), 100).mean()
        }
    })
