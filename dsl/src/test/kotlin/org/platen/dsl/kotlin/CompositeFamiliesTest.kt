package org.platen.dsl.kotlin

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import org.platen.dsl.distribution.Distributions
import org.platen.dsl.shape.ModelException
import org.platen.dsl.transform.Bijections

class CompositeFamiliesTest : FunSpec({

    test("mixtures take weights or logits, and components or a family with an entry for each") {
        val parts = listOf(normal(0, 1), normal(3, 1))
        mixture(vector(0.25, 0.75), normal(0, 1), normal(3, 1)) shouldBe Distributions.mixture(vector(0.25, 0.75), parts)
        mixture(weights = vector(0.25, 0.75), components = parts) shouldBe Distributions.mixture(vector(0.25, 0.75), parts)
        mixture(logits = vector(1, 2), components = parts) shouldBe Distributions.mixtureLogits(vector(1, 2), parts)
        mixture(vector(0.25, 0.75), component = poisson(vector(1, 2))) shouldBe
            Distributions.mixture(vector(0.25, 0.75), poisson(vector(1, 2)))
        mixture(logits = vector(1, 2), component = poisson(vector(1, 2))) shouldBe
            Distributions.mixtureLogits(vector(1, 2), poisson(vector(1, 2)))
        shouldThrow<ModelException> { mixture(components = parts) }.message shouldBe "Mixture: give one of weights, logits, found none"
    }

    test("an end of a truncation that is not given is infinite") {
        truncated(normal(0, 1), lower = 0) shouldBe Distributions.truncated(normal(0, 1), 0.0, Double.POSITIVE_INFINITY)
        truncated(normal(0, 1), upper = constant(2)) shouldBe Distributions.truncated(normal(0, 1), Double.NEGATIVE_INFINITY, 2.0)
        truncated(normal(0, 1), 1, 2) shouldBe Distributions.truncated(normal(0, 1), 1.0, 2.0)
        truncated(normal(0, 1), constant(1), 2) shouldBe Distributions.truncated(normal(0, 1), 1.0, 2.0)
        truncated(normal(0, 1), 1, constant(2)) shouldBe Distributions.truncated(normal(0, 1), 1.0, 2.0)
    }

    test("composites are told with their parts") {
        mixture(vector(0.25, 0.75), normal(0, 1), pointMass(0.5)).describe() shouldBe "Mixture([0.25, 0.75], Normal(0, 1), PointMass(0.5))"
        mixture(logits = vector(1, 2), component = poisson(vector(1, 2))).describe() shouldBe "Mixture(logits = [1, 2], Poisson([1, 2]))"
        truncated(normal(0, 1), 1, 2).describe() shouldBe "Truncated(Normal(0, 1), 1, 2)"
        zeroInflated(0.5, poisson(2)).describe() shouldBe "ZeroInflated(0.5, Poisson(2))"
        transformed(normal(0, 1), Bijections.exp()).describe() shouldBe "Transformed(Normal(0, 1), exp)"
    }
})
