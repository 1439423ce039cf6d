package org.platen.inference.fit

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContain
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.shouldBe
import org.platen.dsl.kotlin.categorical
import org.platen.dsl.kotlin.get
import org.platen.dsl.kotlin.model
import org.platen.dsl.kotlin.normal
import org.platen.dsl.kotlin.real
import org.platen.dsl.kotlin.simplex
import org.platen.inference.data.Data
import org.platen.inference.kotlin.exactEm
import org.platen.inference.kotlin.fit
import org.platen.inference.kotlin.meanFieldVi
import org.platen.inference.kotlin.nuts

class TracesTest : FunSpec({

    val values = doubleArrayOf(-2.0, -1.5, -1.0, 1.0, 2.5, 3.0)
    val groups = model("groups") {
        val group = plate("group", 2)
        val row = plate("row")
        val weights by parameter(simplex(group))
        val mean by group.parameter(real())
        val z by row.latent(categorical(weights))
        row.observed("x", normal(mean[z], 1))
    }
    val level = model("level") {
        val mu by latent(normal(0, 5))
        plate("row").observed("x", normal(mu, 1))
    }

    test("a fit by EM tells the way of every start, the best one's among them, and the data it is of") {
        val data = Data.of(groups["x"], values)
        val fit: Fit = groups.fit(data, exactEm(restarts = 4))
        fit.traces() shouldHaveSize 4
        fit.traces() shouldContain fit.trace()
        fit.traces().maxOf { it.last() } shouldBe fit.trace().last()
        (fit.data() === data) shouldBe true
    }

    test("a variational fit tells the way of every start") {
        val fit = level.fit(Data.of(level["x"], values), meanFieldVi(restarts = 2, conjugate = false))
        fit.traces() shouldHaveSize 2
        fit.traces() shouldContain fit.trace()
    }

    test("the trace of draws is the mean of those of the chains") {
        val fit = level.fit(Data.of(level["x"], values), nuts(chains = 3, warmup = 50, draws = 20))
        fit.traces() shouldHaveSize 3
        fit.trace().forEachIndexed { draw, mean -> fit.traces().map { it[draw] }.average() shouldBe (mean plusOrMinus 1e-12) }
        fit.aligned().traces() shouldBe fit.traces()
    }
})
