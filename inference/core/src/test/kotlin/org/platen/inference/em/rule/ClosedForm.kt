package org.platen.inference.em.rule

import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.shouldBe
import kotlin.math.abs
import org.platen.dsl.kotlin.ModelScope
import org.platen.dsl.kotlin.model
import org.platen.dsl.model.Model
import org.platen.dsl.shape.Plate
import org.platen.inference.data.Data
import org.platen.inference.em.EmFit
import org.platen.inference.em.ExactEm

/** Rows of a rule's table: a model of fully observed rows, what the rule is called, and the update in closed-form fractions. */
internal class RuleTable(private val spec: FunSpec, private val rule: String) {

    /** The variable [target] gets this rule, and its estimate from [data] is [expected]. */
    fun row(title: String, target: String, expected: List<Double>, data: (Model) -> Data, declare: ModelScope.(row: Plate) -> Unit) =
        spec.test(title) {
            val fit = fitted(declare, data)
            fit.updates()[target] shouldBe rule
            val found = fit.estimate(target).values()
            found.size shouldBe expected.size
            expected.forEachIndexed { i, value ->
                withClue("entry $i") { found[i] shouldBe (value plusOrMinus 1e-10 * (1 + abs(value))) }
            }
        }

    /** The rule declines [target]. */
    fun declines(title: String, target: String, data: (Model) -> Data, declare: ModelScope.(row: Plate) -> Unit) = spec.test(title) {
        val updates = fitted(declare, data).updates()
        (updates[target] == rule) shouldBe false
    }

    private fun fitted(declare: ModelScope.(Plate) -> Unit, data: (Model) -> Data): EmFit {
        val model = model("table") { declare(plate("row")) }
        return ExactEm().fit(model, data(model))
    }
}

/** The table of the rule that reports call [rule]. */
internal fun FunSpec.rule(rule: String, table: RuleTable.() -> Unit) = RuleTable(this, rule).table()

/** Numbers bound to the observed variable `x`. */
internal fun x(vararg values: Double): (Model) -> Data = { Data.of(it["x"], values) }

/** Vectors bound to the observed variable `x`. */
internal fun vectors(vararg rows: DoubleArray): (Model) -> Data = { Data.of(it["x"], arrayOf(*rows)) }
