package org.platen.models.zoo

import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.shouldBeLessThanOrEqual
import io.kotest.matchers.shouldBe
import java.util.Random
import kotlin.math.abs
import org.platen.inference.backend.LocalExecutor
import org.platen.inference.data.Binding
import org.platen.inference.jvm.JvmBackend
import org.platen.inference.tensorflow.Device
import org.platen.inference.tensorflow.Precision
import org.platen.inference.tensorflow.TensorFlowBackend
import org.platen.inference.train.TrainingBackend
import org.platen.inference.unconstrained.LogPosterior
import org.platen.inference.unconstrained.PosteriorRoles

/** The log density of every example and its gradient with respect to all that is unknown, discrete variables summed out, on both backends. */
class BackendsTest : FunSpec({
    val onTensorFlow = TensorFlowBackend().precision(Precision.FLOAT64).device(Device.cpu())

    fun Example.density(backend: TrainingBackend): List<Double> = LocalExecutor(1).use { executor ->
        val binding = Binding.of(model, data())
        val density = LogPosterior.of(model, binding, PosteriorRoles.of(model, binding).roles(), backend).density(executor)
        val random = Random(1)
        val point = DoubleArray(density.dimension()) { 0.3 * random.nextGaussian() }
        val gradient = DoubleArray(point.size)
        listOf(density.at(point, gradient)) + gradient.asList()
    }

    for (entry in Zoo.entries()) {
        test("${entry.name()} has the same density and gradient on the JVM and on TensorFlow") {
            val example = entry.example()
            val expected = example.density(JvmBackend())
            val found = example.density(onTensorFlow)
            // Terms of a sum that nearly cancel are compared with the size of the largest gradient.
            val size = expected.filter { it.isFinite() }.maxOf(::abs)
            found.size shouldBe expected.size
            found.zip(expected).forEachIndexed { i, (own, other) ->
                withClue("number $i: $own, $other") {
                    if (own != other) abs(own - other) shouldBeLessThanOrEqual 1e-9 * abs(other) + 1e-11 * (1 + size)
                }
            }
        }
    }
})
