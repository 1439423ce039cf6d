package org.platen.inference.fit

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import org.platen.dsl.distribution.Distributions.categorical
import org.platen.dsl.distribution.Distributions.dirichlet
import org.platen.dsl.distribution.Distributions.normal
import org.platen.dsl.expr.Expressions.ones
import org.platen.dsl.expr.Expressions.zeros
import org.platen.dsl.model.Model
import org.platen.inference.data.Data
import org.platen.inference.unconstrained.PosteriorRoles

class ComponentsTest : FunSpec({
    val hidden = Model.declare("hidden") { m ->
        val state = m.plate("state", 3)
        val day = m.chain("day")
        val initial = m.latent("initial", dirichlet(state, 1.0))
        val transition = m.latent("transition", state, dirichlet(state, 1.0))
        val mean = m.latent("mean", state, normal(zeros(2), ones(2)))
        val scale = m.latent("scale", normal(0.0, 1.0))
        val s = m.markov("s", day, categorical(initial)) { previous -> categorical(transition.at(previous)) }
        m.observed("y", day, normal(mean.at(s).plus(scale), 1.0))
    }
    val binding = Data.of(hidden["y"], arrayOf(doubleArrayOf(1.0, 2.0), doubleArrayOf(0.0, 1.0))).bind(hidden)
    val components = Components.of(PosteriorRoles.of(hidden, binding).roles(), binding).single()

    test("components are the elements that a summed-out variable names") {
        components.plate().name() shouldBe "state"
        components.count() shouldBe 3
    }

    test("values follow their components, along every axis of the plate") {
        // The component at each place: the third, the first and the second.
        val order = intArrayOf(2, 0, 1)
        fun ordered(name: String, vararg values: Double) = components.ordered(hidden[name], values, order).toList()
        ordered("initial", 0.1, 0.2, 0.7) shouldContainExactly listOf(0.7, 0.1, 0.2)
        ordered("mean", 1.0, 2.0, 3.0, 4.0, 5.0, 6.0) shouldContainExactly listOf(5.0, 6.0, 1.0, 2.0, 3.0, 4.0)
        ordered("transition", 0.00, 0.01, 0.02, 0.10, 0.11, 0.12, 0.20, 0.21, 0.22) shouldContainExactly
            listOf(0.22, 0.20, 0.21, 0.02, 0.00, 0.01, 0.12, 0.10, 0.11)
        ordered("scale", 4.0) shouldContainExactly listOf(4.0)
    }

    test("the canonical order ascends in the first variable that is no probability") {
        val values = mapOf(
            hidden["initial"] to doubleArrayOf(0.1, 0.2, 0.7),
            hidden["mean"] to doubleArrayOf(3.0, 0.0, -1.0, 9.0, 2.0, 5.0),
        )
        components.canonicalOrder(values.keys.toList(), values).toList() shouldContainExactly listOf(1, 2, 0)
        components.canonicalOrder(
            listOf(hidden["transition"]),
            mapOf(hidden["transition"] to doubleArrayOf(0.5, 0.3, 0.2, 0.1, 0.8, 0.1, 0.3, 0.3, 0.4)),
        )
            .toList() shouldContainExactly listOf(1, 2, 0)
    }
})
