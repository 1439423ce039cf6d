package org.platen.inference.em

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldBeMonotonicallyIncreasing
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.ints.shouldBeLessThan
import io.kotest.matchers.shouldBe
import org.platen.dsl.kotlin.matmul
import org.platen.dsl.kotlin.model
import org.platen.dsl.kotlin.normal
import org.platen.dsl.kotlin.ones
import org.platen.dsl.kotlin.plus
import org.platen.dsl.kotlin.positive
import org.platen.dsl.kotlin.real
import org.platen.dsl.kotlin.times
import org.platen.dsl.kotlin.zeros
import org.platen.inference.data.Data

class LeapsTest : FunSpec({
    val principal = model("principal components") {
        val row = plate("row")
        val mean by parameter(real(4))
        val loadings by parameter(real(4, 2))
        val noise by parameter(positive())
        // Not of scale one, which EM would expand: there would be nothing to creep.
        val f by row.latent(normal(zeros(2), 2.0 * ones(2)))
        row.observed("x", normal(mean + (loadings matmul f), noise))
    }
    val data = Data.of(principal["x"], iris)

    test("leaps reach the maximum that plain EM creeps to, in far fewer iterations, and never fall") {
        val plain = ExactEm().accelerate(false).tolerance(1e-13).iterations(5000).fit(principal, data)
        val leaping = ExactEm().tolerance(1e-13).fit(principal, data)
        // Tipping and Bishop 1999, equation 8, at the eigenvalues of the covariance of Iris.
        plain.logLikelihood() shouldBe (-404.9628 plusOrMinus 1e-4)
        leaping.logLikelihood() shouldBe (-404.9628 plusOrMinus 1e-4)
        leaping.iterations() shouldBeLessThan plain.iterations() / 5
        leaping.trace().shouldBeMonotonicallyIncreasing()
    }

    test("a mixture may be accelerated too") {
        val plain = ExactEm().restarts(1).tolerance(1e-12).fit(fullMixture(2, 2), faithful)
        val leaping = ExactEm().restarts(1).tolerance(1e-12).accelerate(true).fit(fullMixture(2, 2), faithful)
        leaping.logLikelihood() shouldBe (plain.logLikelihood() plusOrMinus 1e-6)
        leaping.iterations() shouldBeLessThan plain.iterations()
    }
})
