package org.platen.inference.tensorflow

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.shouldBeGreaterThan
import io.kotest.matchers.doubles.shouldBeLessThan
import org.platen.dsl.kotlin.get
import org.platen.inference.amortized.AmortizedFit
import org.platen.inference.amortized.semiSupervised
import org.platen.inference.data.Data
import org.platen.inference.dataset.Images
import org.platen.inference.dataset.Strokes
import org.platen.inference.kotlin.adam
import org.platen.inference.kotlin.amortizedVi
import org.platen.inference.kotlin.fit

class SemiSupervisedLearningTest :
    FunSpec({
        val model = semiSupervised(side = 12, latent = 4, hidden = 64)
        val train = Strokes.images(2000, 12, 1).images().withLabels(20, 3)
        val test = Strokes.images(500, 12, 2).images()

        fun data(images: Images): Data = images.into(model["x"]).and(images.labelsInto(model["y"]))

        fun error(fit: AmortizedFit): Double {
            val found = fit.assignments(model["y"], data(test))
            return found.indices.count { found[it] != test.label(it) } / 500.0
        }

        // Two labels a class. Seen with 200 epochs: 0.40 with both, 0.66 from the labelled images alone, 0.88 without the classifier's term (chance is 0.9).
        test("unlabelled images help a classifier, through the enumeration of their class and the classifier's term") {
            val engine = amortizedVi(TensorFlowBackend().device(Device.cpu()), epochs = 100, classifierWeight = 100.0)
            val both = error(model.fit(data(train), engine))
            val labelled = train.rows(*(0 until train.count()).filter { train.label(it) >= 0 }.toIntArray())
            val alone = error(model.fit(data(labelled), engine.epochs(2000).batchSize(20)))
            val unclassified = error(model.fit(data(train), engine.classifierWeight(0.0)))
            both shouldBeLessThan alone - 0.1
            unclassified shouldBeGreaterThan both + 0.2
        }
    })

private fun amortizedVi(backend: TensorFlowBackend, epochs: Int, classifierWeight: Double) = amortizedVi(
    backend = backend,
    epochs = epochs,
    batchSize = 100,
    optimizer = adam(3e-3),
    classifierWeight = classifierWeight,
)
