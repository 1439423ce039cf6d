package org.platen.inference.amortized

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.doubles.shouldBeLessThan
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import org.platen.dsl.kotlin.get
import org.platen.dsl.shape.ModelException
import org.platen.inference.data.Data
import org.platen.inference.dataset.Strokes
import org.platen.inference.fit.Tensor
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

        test("what images without a label are expected to be, and where their latent numbers lie, is averaged over their class") {
            val some = images.range(0, 20)

            fun of(label: Int) = some.into(model["x"]).and(
                Data.of(
                    model["y"],
                    DoubleArray(20) {
                        if (label <
                            0
                        ) {
                            Double.NaN
                        } else {
                            label.toDouble()
                        }
                    },
                ),
            )
            val probabilities = fit.responsibilities(model["y"], of(-1))

            fun shouldBeAverage(answer: (Data) -> Tensor) {
                val averaged = answer(of(-1))
                val byClass = (0 until 10).map { answer(of(it)) }
                for (row in 0 until 20) {
                    val expected = averaged.row(row).indices.map { i ->
                        (0 until 10).sumOf {
                            probabilities.get(row, it) *
                                byClass[it].row(row)[i]
                        }
                    }
                    averaged.row(row).zip(expected).forEach { (found, own) -> found shouldBe (own plusOrMinus 1e-9) }
                }
            }
            shouldBeAverage { fit.reconstruct("x", it) }
            shouldBeAverage { fit.posteriorMean(model["z"], it) }
            fit.posterior("z", of(3)).covariance().dims() shouldBe listOf(20, 2, 2)
            shouldThrow<ModelException> { fit.posterior("z", of(-1)) }.message shouldContain
                "with the class given its covariance is known too"
        }

        test("with every label known nothing is averaged, and the classifier is fitted to them") {
            val all = Strokes.images(200, 8, 1).images()
            val known = all.into(model["x"]).and(all.labelsInto(model["y"]))
            val supervised = model.fit(known, engine.epochs(150))
            val found = supervised.assignments(model["y"], known)
            found.indices.count { found[it] != all.label(it) } / 200.0 shouldBeLessThan 0.2
        }
    })
