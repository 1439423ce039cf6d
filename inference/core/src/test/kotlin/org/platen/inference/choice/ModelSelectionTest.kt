package org.platen.inference.choice

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import java.util.Collections
import kotlin.math.ln
import org.platen.dsl.shape.ModelException
import org.platen.inference.data.Data
import org.platen.inference.data.refused
import org.platen.inference.em.ExactEm
import org.platen.inference.em.faithful
import org.platen.inference.em.fullMixture
import org.platen.inference.em.iris
import org.platen.inference.em.rows
import org.platen.inference.em.tiedMixture
import org.platen.inference.kotlin.crossValidation
import org.platen.inference.kotlin.exactEm
import org.platen.inference.kotlin.select

/** Source of the figures: R, mclust 6, mclustBIC(faithful) and mclustBIC(iris[, 1:4]), whose BIC has the other sign. */
class ModelSelectionTest :
    FunSpec({

        val eruptions = fullMixture(1, 2).rows(faithful)

        test("Old Faithful, a covariance each: two components by BIC, as mclust chooses (VVV,2)") {
            val selection = select(1..9, eruptions, exactEm(restarts = 5)) { k -> fullMixture(k, 2) }
            selection.best().name() shouldBe "2"
            selection.get("1").value(Criterion.BIC) shouldBe (2607.623 plusOrMinus 0.001)
            selection.best().value(Criterion.BIC) shouldBe (2322.192 plusOrMinus 0.002)
            selection.candidates().map { it.name() } shouldContainExactly (1..9).map { it.toString() }
            selection.best().fit().estimate("weights").dims() shouldBe listOf(2)
        }

        test("Old Faithful, one covariance: three components by BIC (EEE,3), two by ICL") {
            val selection = select(1..9, eruptions, exactEm(restarts = 10)) { k -> tiedMixture(k, 2) }
            selection.best().name() shouldBe "3"
            selection.get("2").value(Criterion.BIC) shouldBe (2325.220 plusOrMinus 0.01)
            selection.best().value(Criterion.BIC) shouldBe (2314.316 plusOrMinus 0.03)
            val byIcl = selection.by(Criterion.ICL).best()
            byIcl.name() shouldBe "2"
            // The definition: BIC and twice the log of the largest responsibilities. mclust's ICL of EEE,3 is -2357.824, worse than this.
            val r = byIcl.fit().responsibilities(byIcl.fit().model()["z"], byIcl.fit().data())
            byIcl.value(Criterion.ICL) shouldBe
                (byIcl.value(Criterion.BIC) - 2 * faithful.indices.sumOf { ln(r.row(it).max()) } plusOrMinus 1e-8)
            (byIcl.value(Criterion.ICL) < 2357.824) shouldBe true
        }

        test("Iris, a covariance each: two components by BIC, as mclust chooses (VVV,2)") {
            val selection = select(1..9, fullMixture(1, 4).rows(iris), exactEm(restarts = 10)) { k -> fullMixture(k, 4) }
            selection.best().name() shouldBe "2"
            selection.get("1").value(Criterion.BIC) shouldBe (829.9782 plusOrMinus 0.001)
            selection.get("2").value(Criterion.BIC) shouldBe (574.0178 plusOrMinus 0.002)
            selection.get("3").value(Criterion.BIC) shouldBe (580.8396 plusOrMinus 0.01)
        }

        test("results do not depend on the number of threads") {
            val runs = listOf(1, 3, 8).map { threads ->
                select(1..4, eruptions, exactEm(restarts = 2), threads = threads) { k -> fullMixture(k, 2) }
            }
            for (run in runs) {
                run.table() shouldBe runs[0].table()
                run.candidates().map { it.value(Criterion.BIC) } shouldBe runs[0].candidates().map { it.value(Criterion.BIC) }
            }
        }

        test("by cross-validation, all members on the same folds") {
            val folds = crossValidation(folds = 5, seed = 3)
            val selection = select(1..2, eruptions, exactEm(restarts = 2), Criterion.CROSS_VALIDATION, folds) { k -> fullMixture(k, 2) }
            selection.best().name() shouldBe "2"
            val model = fullMixture(2, 2)
            selection.best().heldOut().get() shouldBe folds.of(model, model.rows(faithful), ExactEm().restarts(2))
        }

        test("progress is told after each member, and counts them") {
            val told = Collections.synchronizedList(mutableListOf<SelectionProgress>())
            select(1..5, eruptions, exactEm(restarts = 1, iterations = 3), progress = { told.add(it) }) { k -> fullMixture(k, 2) }
            told.map { it.done() } shouldContainExactly listOf(1, 2, 3, 4, 5)
            told.map { it.total() }.toSet() shouldBe setOf(5)
            told.map { it.latest().name() }.toSet() shouldBe (1..5).map { it.toString() }.toSet()
        }

        test("a member that fails is a line with its reason, the others are compared") {
            val selection = select(listOf("two", "wrong", "unlucky"), eruptions, exactEm(restarts = 2)) { name ->
                when (name) {
                    "two" -> fullMixture(2, 2)
                    "wrong" -> fullMixture(2, 3)
                    else -> error("no such model")
                }
            }
            selection.best().name() shouldBe "two"
            selection.get("unlucky").failure().get() shouldBe "no such model"
            selection.table().lines()[2] shouldContain
                "wrong    failed: 'x' has values in [row] with event shape [2], but in model 'mixture'"
            refused("'wrong'", "event shape") { selection.get("wrong").fit() }
            val none = select(listOf("a", "b"), eruptions) { error("no such model") }
            refused("[a, b]", "no such model") { none.best() }
            val long = select(listOf("a"), eruptions) { error("a long reason ".repeat(50)) }
            long.table().lines()[1] shouldContain Regex("^ *a +failed: (a long reason )+.{0,12} …$")
            (long.table().lines()[1].length < 140) shouldBe true
        }

        test("data can be made for each model") {
            val selection = ModelSelection(ExactEm().restarts(2)).threads(1)
                .fit(listOf(1, 2), { k -> fullMixture(k, 2) }, { model -> Data.of(model["x"], faithful) })
            selection.best().name() shouldBe "2"
            refused("at least one member") { ModelSelection(ExactEm()).fit(listOf<Int>(), { k -> fullMixture(k, 2) }, eruptions) }
            refused("'1'", "'2'", "'x'") {
                ModelSelection(ExactEm().restarts(2)).fit(listOf(1, 2), { k -> fullMixture(k, 2) }, { model ->
                    Data.of(model["x"], faithful.drop(model.plates()[0].size()).toTypedArray())
                })
            }
        }

        test("a listener that throws ends the selection") {
            val thrown = runCatching {
                select(1..3, eruptions, exactEm(restarts = 1, iterations = 2), progress = {
                    throw ModelException("enough")
                }) { k -> fullMixture(k, 2) }
            }
            thrown.exceptionOrNull()!!.message shouldBe "enough"
        }
    })
