package org.platen.inference.amortized

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.doubles.shouldBeLessThan
import io.kotest.matchers.shouldBe
import org.platen.dsl.kotlin.get
import org.platen.inference.dataset.Strokes
import org.platen.inference.jvm.JvmBackend
import org.platen.inference.kotlin.adam
import org.platen.inference.kotlin.amortizedVi
import org.platen.inference.kotlin.fit

class SemiSupervisedTest :
    FunSpec({
        val model = semiSupervised(side = 8, latent = 2, hidden = 16)
        val images = Strokes.images(200, 8, 1).images().withLabels(50, 3)
        val data = images.into(model["x"]).and(images.labelsInto(model["y"]))
        val engine = amortizedVi(backend = JvmBackend(), epochs = 20, batchSize = 50, optimizer = adam(3e-3))
        val fit by lazy { model.fit(data, engine) }

        test("probabilities sum to one, also of images whose label is known") {
            val probabilities = fit.responsibilities(model["y"], data)
            (0 until 200).forEach { probabilities.row(it).sum() shouldBe (1.0 plusOrMinus 1e-9) }
        }

        test("a bound averaged over the class is below the evidence, where it is summed out") {
            fit.elbo(data).bound() shouldBeLessThan fit.logEvidence(data, 200).mean()
        }

        test("with every label known nothing is averaged, and the classifier is fitted to them") {
            val all = Strokes.images(200, 8, 1).images()
            val known = all.into(model["x"]).and(all.labelsInto(model["y"]))
            val supervised = model.fit(known, engine.epochs(150))
            val found = supervised.assignments(model["y"], known)
            found.indices.count { found[it] != all.label(it) } / 200.0 shouldBeLessThan 0.2
        }
    })
