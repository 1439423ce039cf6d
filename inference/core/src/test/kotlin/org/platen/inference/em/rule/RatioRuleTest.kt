package org.platen.inference.em.rule

import io.kotest.core.spec.style.FunSpec
import org.platen.dsl.kotlin.bernoulli
import org.platen.dsl.kotlin.beta
import org.platen.dsl.kotlin.binomial
import org.platen.dsl.kotlin.exponential
import org.platen.dsl.kotlin.gamma
import org.platen.dsl.kotlin.geometric
import org.platen.dsl.kotlin.poisson
import org.platen.dsl.kotlin.positive
import org.platen.dsl.kotlin.times
import org.platen.dsl.kotlin.unitInterval
import org.platen.inference.data.Data

class RatioRuleTest : FunSpec({
    rule("success probability") {
        row("Bernoulli: successes over trials", "p", listOf(2.0 / 3), x(1.0, 1.0, 0.0)) { row ->
            val p = parameter("p", unitInterval())
            row.observed("x", bernoulli(p))
        }
        row("Bernoulli with a Beta prior", "p", listOf(1.0 / 2), x(1.0, 1.0, 0.0)) { row ->
            val p = latent("p", beta(2.0, 3.0))
            row.observed("x", bernoulli(p))
        }
        row("Binomial: successes over trials", "p", listOf(8.0 / 20), x(3.0, 5.0)) { row ->
            val p = parameter("p", unitInterval())
            row.observed("x", binomial(10, p))
        }
        row("Binomial with a Beta prior", "p", listOf(9.0 / 22), x(3.0, 5.0)) { row ->
            val p = latent("p", beta(2.0, 2.0))
            row.observed("x", binomial(10, p))
        }
        row("Geometric: successes over all trials", "p", listOf(3.0 / 8), x(0.0, 1.0, 4.0)) { row ->
            val p = parameter("p", unitInterval())
            row.observed("x", geometric(p))
        }
    }
    rule("rate") {
        row("Poisson: counts over rows", "r", listOf(7.0 / 2), x(3.0, 4.0)) { row ->
            val r = parameter("r", positive())
            row.observed("x", poisson(r))
        }
        row("Poisson with a Gamma prior", "r", listOf(8.0 / 3), x(3.0, 4.0)) { row ->
            val r = latent("r", gamma(2.0, 1.0))
            row.observed("x", poisson(r))
        }
        row(
            "Poisson with an exposure: counts over exposure",
            "r",
            listOf(7.0 / 10),
            { Data.of(it["x"], intArrayOf(3, 4)).and(it["exposure"], doubleArrayOf(2.0, 8.0)) },
        ) { row ->
            val exposure = row.given("exposure")
            val r = parameter("r", positive())
            row.observed("x", poisson(r * exposure))
        }
        row("Exponential: events over waiting time", "r", listOf(2.0 / 4), x(1.0, 3.0)) { row ->
            val r = parameter("r", positive())
            row.observed("x", exponential(r))
        }
        row("Exponential with a Gamma prior", "r", listOf(4.0 / 6), x(1.0, 3.0)) { row ->
            val r = latent("r", gamma(3.0, 2.0))
            row.observed("x", exponential(r))
        }
        row("Gamma of known shape: shapes over the sum", "r", listOf(6.0 / 3), x(1.0, 2.0)) { row ->
            val r = parameter("r", positive())
            row.observed("x", gamma(3.0, r))
        }
    }
})
