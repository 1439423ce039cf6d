package org.platen.inference.amortized

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import org.platen.dsl.kotlin.bernoulli
import org.platen.dsl.kotlin.get
import org.platen.dsl.kotlin.index
import org.platen.dsl.kotlin.model
import org.platen.dsl.kotlin.plus
import org.platen.dsl.kotlin.times
import org.platen.dsl.kotlin.unitInterval
import org.platen.inference.data.Data

class UnknownsTest : FunSpec({
    test("a discrete variable that rows of batches look up is named as an obstacle before there is a fit") {
        val answers = model("answers") {
            val item = plate("item")
            val answer = plate("answer")
            val about by answer.given(index(item))
            val share by parameter(unitInterval())
            val truth by item.latent(bernoulli(share))
            answer.observed("said", bernoulli(0.2 + 0.6 * truth[about]))
        }
        val data = Data.of(answers["about"], intArrayOf(0, 0, 1)).and(answers["said"], intArrayOf(1, 1, 0))
        AmortizedVi().suits(answers, data).obstacles() shouldBe
            listOf("'truth' lives in [item], but batches are taken of answer")
    }
})
