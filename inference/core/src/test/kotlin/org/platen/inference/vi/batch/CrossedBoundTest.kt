package org.platen.inference.vi.batch

import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactlyInAnyOrder
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.shouldBe
import java.util.Random
import kotlin.math.PI
import kotlin.math.ln
import org.platen.dsl.distribution.Distributions.normal
import org.platen.dsl.model.Model
import org.platen.dsl.model.RandomVariable
import org.platen.dsl.shape.Plate
import org.platen.inference.backend.LocalExecutor
import org.platen.inference.data.Data
import org.platen.inference.fit.Streams
import org.platen.inference.jvm.JvmBackend
import org.platen.inference.vi.conjugate.Conjugacy
import org.platen.inference.vi.conjugate.VariationalFactor

/** All sets of [size] of the numbers below [count]. */
private fun subsets(count: Int, size: Int): List<IntArray> = if (size == 0) {
    listOf(IntArray(0))
} else {
    (size - 1 until count).flatMap { last -> subsets(last, size - 1).map { it + last } }
}

/** E log N(x | m, 1) where x and m are independent with these means and variances of their difference. */
private fun expected(difference: Double, variance: Double) = -0.5 * (ln(2 * PI) + difference * difference + variance)

private fun entropy(variance: Double) = 0.5 * (1 + ln(2 * PI * variance))

class CrossedBoundTest :
    FunSpec({

        val model = Model.declare("crossed") { m ->
            val user = m.plate("user")
            val item = m.plate("item")
            val mu = m.latent("mu", normal(0.0, 1.0))
            val a = m.latent("a", user, normal(mu, 1.0))
            val b = m.latent("b", item, normal(0.0, 1.0))
            m.observed("age", user, normal(m.latent("own", user, normal(0.0, 1.0)), 1.0))
            m.observed("y", user.times(item), normal(a.plus(b), 1.0))
        }
        val user: Plate = model.plates().first { it.name() == "user" }
        val item: Plate = model.plates().first { it.name() == "item" }
        val random = Random(4)
        val y = Array(5) { DoubleArray(4) { 1 + random.nextGaussian() } }
        val age = DoubleArray(5) { random.nextGaussian() }
        val data = Data.of(model["y"], y).and(model["age"], age)

        fun factor(name: String, parameters: List<Pair<Double, Double>>): VariationalFactor {
            val variable = model[name] as RandomVariable
            val rows = parameters.map { (mean, variance) -> doubleArrayOf(mean, variance) }
            return VariationalFactor(variable, Conjugacy.of(model).factors().family(variable), rows.toTypedArray())
        }
        val mu = 0.3 to 0.2
        val a = List(5) { 0.5 * it - 1 to 0.1 + 0.05 * it }
        val b = List(4) { 0.7 - 0.3 * it to 0.2 + 0.1 * it }
        val muFactor = factor("mu", listOf(mu))
        val kept = KeptPosterior(
            listOf(factor("a", a), factor("b", b)).associateBy { it.variable() },
            mapOf(),
        )
        // The best factor of "own" given an age: N(age / 2, 1 / 2).
        val full =
            expected(mu.first, mu.second) + entropy(mu.second) +
                a.sumOf { (m, v) -> expected(m - mu.first, v + mu.second) + entropy(v) } +
                b.sumOf { (m, v) -> expected(m, v) + entropy(v) } +
                age.sumOf { expected(it / 2, 0.5) + expected(it - it / 2, 0.5) + entropy(0.5) } +
                y.indices.sumOf { i -> y[i].indices.sumOf { j -> expected(y[i][j] - a[i].first - b[j].first, a[i].second + b[j].second) } }

        val portions = Portions.of(model, data, mapOf(user to 2, item to 3)) as CrossedPortions
        val unknowns = Unknowns.of(model, listOf(user, item), Conjugacy.of(model), listOf())

        fun gradient(batches: Batches, users: IntArray, items: IntArray): SharedGradient {
            val some = data.rows(user, *users).rows(item, *items)
            val batch = batches.of(some) { portions.scale(it) }
            val own = kept.at(unknowns.plates(), portions.binding(), mapOf(user to users, item to items))
            val starts = LocalStarts(unknowns, 1)
            val none = arrayOf(DoubleArray(0))
            val parameters = starts.begin(batch, own.factors() + mapOf(muFactor.variable() to muFactor))
            val local = LocalAscent(batch, none, parameters, starts.of(batch), Streams.of(1, 1)).run(20)
            val entropy = muFactor.entropy() + own.factorEntropy(batch::weight)
            return SharedGradient.of(batch, NormalNumbers(DoubleArray(0), DoubleArray(0)), local, none, none, entropy)
        }

        test("what all batches of two crossed plates stand for is, on average, the bound of all data") {
            LocalExecutor(1).use { executor ->
                val batches = Batches(unknowns, JvmBackend(), executor)
                val bounds = subsets(5, 2).flatMap { users ->
                    subsets(4, 3).map { items -> gradient(batches, users, items).bound().value() }
                }
                bounds.size shouldBe 40
                bounds.average() shouldBe (full plusOrMinus 1e-9)
            }
        }

        test("natural gradients of an element are, on average over the batches that it is in, those of all data") {
            LocalExecutor(1).use { executor ->
                val batches = Batches(unknowns, JvmBackend(), executor)
                for (i in 0 until 5) {
                    val own = subsets(5, 2).filter { i in it }.flatMap { users ->
                        subsets(4, 3).map { items ->
                            gradient(batches, users, items).ofFactor(model["a"] as RandomVariable).map { it[users.indexOf(i)] }
                        }
                    }
                    // With respect to the mean and the variance of the factor, from the expected log densities of a and of all y of the user.
                    val slope = mu.first - a[i].first + y[i].indices.sumOf { j -> y[i][j] - b[j].first - a[i].first }
                    withClue("user $i") {
                        own.map { it[0] }.average() shouldBe (slope plusOrMinus 1e-9)
                        own.map { it[1] }.average() shouldBe (-0.5 * (1 + 4) plusOrMinus 1e-9)
                    }
                }
                val mean = subsets(5, 2).flatMap { users ->
                    subsets(4, 3).map { items -> gradient(batches, users, items).ofFactor(model["mu"] as RandomVariable).map { it[0] } }
                }
                mean.map { it[0] }.average() shouldBe (a.sumOf { it.first - mu.first } - mu.first plusOrMinus 1e-9)
            }
        }

        test(
            "a pass takes every batch of one plate with every one of the other once; a pass over all counts every element of every region once",
        ) {
            fun pairs(portion: Portion) =
                portion.elements().getValue(user).flatMap { i -> portion.elements().getValue(item).map { j -> i to j } }
            for (pass in 1..3) {
                val seen = mutableListOf<Pair<Int, Int>>()
                portions.pass(pass, 7) { portion -> seen.addAll(pairs(portion)) }
                // Two batches of two users, one of three items; what is left over has its turn in other passes.
                seen.size shouldBe 12
                seen.distinct().size shouldBe 12
            }
            val counted = mutableMapOf<Set<Plate>, MutableList<Any>>()
            portions.all(7) { portion ->
                for (region in portion.counted()) {
                    val own: List<Any> = if (region.size == 2) pairs(portion) else portion.elements().getValue(region.single()).toList()
                    counted.getOrPut(region) { mutableListOf() }.addAll(own)
                }
                true
            }
            counted.getValue(setOf(user)) shouldContainExactlyInAnyOrder (0 until 5).toList()
            counted.getValue(setOf(user, item)) shouldContainExactlyInAnyOrder (0 until 5).flatMap { i -> (0 until 4).map { i to it } }
        }
    })
