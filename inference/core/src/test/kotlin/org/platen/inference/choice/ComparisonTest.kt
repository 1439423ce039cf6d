package org.platen.inference.choice

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import org.platen.dsl.distribution.Distributions.normal
import org.platen.dsl.distribution.Distributions.studentT
import org.platen.dsl.model.Space.positive
import org.platen.dsl.model.Space.real
import org.platen.inference.data.Data
import org.platen.inference.data.declare
import org.platen.inference.data.refused
import org.platen.inference.em.ExactEm
import org.platen.inference.em.faithful
import org.platen.inference.em.fit
import org.platen.inference.em.fullMixture
import org.platen.inference.em.rows
import org.platen.inference.em.tiedMixture
import org.platen.inference.kotlin.compare

class ComparisonTest :
    FunSpec({

        val one = ExactEm().fit(fullMixture(1, 2), faithful)
        val two = ExactEm().restarts(3).fit(fullMixture(2, 2), faithful)
        val tied = ExactEm().fit(tiedMixture(3, 2), faithful)

        test("the criteria of mclust on Old Faithful, the best of each marked") {
            // R, mclust 6, mclustBIC(faithful): VVV,1 -2607.623; VVV,2 -2322.192; EEE,3 -2314.316 where it stops, -2314.295 at the maximum;
            // log-likelihoods by log L = (df log 272 - BIC) / 2. ICL of a single component is its BIC.
            val comparison = compare("VVV 1" to one, "VVV 2" to two, "EEE 3" to tied)
            val lines = comparison.table().lines()
            lines[0].trim().split(Regex(" {2,}")) shouldContainExactly listOf("log-likelihood", "parameters", "AIC", "BIC", "ICL")
            lines[1].trim().split(Regex(" +")).drop(2) shouldContainExactly listOf("-1289.80", "5", "2589.59", "2607.62", "2607.62")
            lines[2] shouldContain "VVV 2        -1130.26          11  2282.53   2322.19 "
            lines[3] shouldContain "2314.30*"
            lines[4] shouldBe "Best by BIC: EEE 3"
            comparison.best().name() shouldBe "EEE 3"
            comparison.best().value(Criterion.BIC) shouldBe (2314.316 plusOrMinus 0.03)
            comparison.get("VVV 1").value(Criterion.BIC) shouldBe (2607.623 plusOrMinus 0.001)
            comparison.by(Criterion.ICL).best().name() shouldBe "VVV 2"
        }

        test("fits are named by their models, equal names are numbered") {
            compare(one, two).candidates().map { it.name() } shouldContainExactly listOf("mixture", "mixture (2)")
            refused("'three'", "mixture (2)") { compare(one, two).get("three") }
        }

        test("models of different covariates can be compared, of different data not") {
            val level =
                declare("level") { m -> m.observed("y", m.plate("row"), normal(m.parameter("a", real()), m.parameter("s", positive()))) }
            val line = declare("line") { m ->
                val row = m.plate("row")
                val mean = m.parameter("a", real()).plus(m.parameter("b", real()).times(m.given("x", row)))
                m.observed("y", row, normal(mean, m.parameter("s", positive())))
            }
            val y = faithful.map { it[1] }
            val x = faithful.map { it[0] }
            val levels = ExactEm().fit(level, Data.of(level["y"], y))
            val comparison = compare(levels, ExactEm().fit(line, Data.of(line["y"], y).and(line["x"], x)))
            comparison.best().name() shouldBe "line"
            comparison.best().value(Criterion.ICL).isNaN() shouldBe true
            comparison.table().contains("ICL") shouldBe false
            refused("'level'", "'line'", "'y'") {
                compare(levels, ExactEm().fit(line, Data.of(line["y"], x).and(line["x"], y)))
            }
            refused("'level'", "'mixture'", "[y]", "[x]") { compare(levels, one) }
        }

        test("held-out densities tell a heavy tail from a light one") {
            val y = faithful.map { it[0] }.take(40) + listOf(40.0, -30.0)
            val light =
                declare("Normal") { m -> m.observed("y", m.plate("row"), normal(m.parameter("a", real()), m.parameter("s", positive()))) }
            val heavy = declare("Student t") { m ->
                m.observed("y", m.plate("row"), studentT(2.0, m.parameter("a", real()), m.parameter("s", positive())))
            }
            val validation = CrossValidation().folds(6)
            val comparison = compare(ExactEm().fit(light, Data.of(light["y"], y)), ExactEm().fit(heavy, Data.of(heavy["y"], y)))
                .crossValidated(ExactEm(), validation).by(Criterion.CROSS_VALIDATION)
            comparison.best().name() shouldBe "Student t"
            val alone = validation.of(heavy, Data.of(heavy["y"], y), ExactEm())
            comparison.best().heldOut().get() shouldBe alone
            comparison.table() shouldContain String.format(java.util.Locale.ROOT, "%.4f ± %.4f*", alone.mean(), alone.standardError())
            comparison.table() shouldContain "Best by log density a row: Student t"
        }

        test("without a criterion's value there is no best by it") {
            refused("log density a row", "mixture") { compare(one).by(Criterion.CROSS_VALIDATION).best() }
        }

        test("fits of fewer rows are not of the same data") {
            val fewer = ExactEm().fit(fullMixture(1, 2), faithful.take(200).toTypedArray())
            refused("'x'", "differ") { compare(one, fewer) }
            fewer.model().rows(faithful).forModel(one.model()).fingerprint() shouldBe one.data().fingerprint()
        }
    })
