package org.platen.inference.mcmc

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.doubles.shouldBeGreaterThan
import io.kotest.matchers.doubles.shouldBeLessThan
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import kotlin.math.abs
import org.platen.dsl.shape.ModelException
import org.platen.inference.fit.Streams
import org.platen.inference.unconstrained.LogDensity

private fun hamiltonian(density: LogDensity, metric: Metric = DiagonalMetric.unit(density.dimension())) =
    Hamiltonian(density, metric, Streams.of(1, 0))

private fun LogDensity.pointAt(vararg position: Double) = PhasePoint(dimension()).also {
    position.copyInto(it.position)
    it.logDensity = at(it.position, it.gradient)
}

class HamiltonianTest : FunSpec({

    test("a leapfrog step of the harmonic oscillator") {
        val density = logDensity(1) { q, g ->
            g[0] = -q[0]
            -0.5 * q[0] * q[0]
        }
        val point = density.pointAt(1.0)
        val hamiltonian = hamiltonian(density, DiagonalMetric(doubleArrayOf(2.0)))
        hamiltonian.drawMomentum(point)
        val momentum = point.momentum[0]
        hamiltonian.leapfrog(point, 0.1)
        // Neal (2011), equations 2.28 to 2.30.
        val half = momentum - 0.05 * 1.0
        val position = 1 + 0.1 * 2 * half
        point.position[0] shouldBe (position plusOrMinus 1e-15)
        point.momentum[0] shouldBe (half - 0.05 * position plusOrMinus 1e-15)
        point.energy() shouldBe (0.5 * position * position + point.momentum[0] * point.momentum[0] plusOrMinus 1e-14)
    }

    test("steps back lead back, and the energy's error is of second order") {
        val point = banana.pointAt(0.5, 0.1)
        val hamiltonian = hamiltonian(banana)
        hamiltonian.drawMomentum(point)
        val before = PhasePoint(2).also { it.copyFrom(point) }
        fun error(step: Double): Double {
            point.copyFrom(before)
            repeat((0.4 / step).toInt()) { hamiltonian.leapfrog(point, step) }
            return point.energy() - before.energy()
        }
        val coarse = error(0.01)
        val fine = error(0.005)
        abs(fine) shouldBeLessThan 1e-3
        coarse / fine shouldBe (4.0 plusOrMinus 0.2)
        repeat(80) { hamiltonian.leapfrog(point, -0.005) }
        point.position[0] shouldBe (0.5 plusOrMinus 1e-12)
        point.position[1] shouldBe (0.1 plusOrMinus 1e-12)
    }

    test("where there is no density the energy is infinite") {
        val point = logDensity(1) { _, g ->
            g[0] = 0.0
            Double.NaN
        }.pointAt(0.0)
        point.energy() shouldBe Double.POSITIVE_INFINITY
    }

    test("the first step size goes with the scale of the density") {
        for (scale in listOf(1e-3, 1.0, 1e3)) {
            val density = normals(doubleArrayOf(scale))
            val step = StepSizeSearch(hamiltonian(density)).find(density.pointAt(0.3 * scale), 1.0)
            step / scale shouldBeGreaterThan 0.2
            step / scale shouldBeLessThan 8.0
        }
    }

    test("a flat density is called improper, and one with jumps is said to jump") {
        val flat = logDensity(1) { _, g ->
            g[0] = 0.0
            0.0
        }
        shouldThrow<ModelException> { StepSizeSearch(hamiltonian(flat)).find(flat.pointAt(0.0), 1.0) }.message shouldContain "improper"
        val jump = logDensity(1) { q, g ->
            g[0] = 0.0
            if (q[0] == 0.0) 0.0 else -10.0
        }
        shouldThrow<ModelException> { StepSizeSearch(hamiltonian(jump)).find(jump.pointAt(0.0), 1.0) }.message shouldContain "jumps"
    }

    test("a chain that finds no density says which variable has no gradient") {
        val density = logDensity(2) { _, g ->
            g[0] = 0.0
            g[1] = Double.NaN
            Double.NEGATIVE_INFINITY
        }
        val names = listOf("'mu'", "'tau'")
        shouldThrow<ModelException> {
            InitialPoint.draw(density, Streams.of(1, 0)) { which -> names.indices.filter(which::test).map(names::get).toSet() }
        }.message shouldContain "the gradient of 'tau' is not finite"
    }

    test("a chain begins between −2 and 2, where there is a density") {
        val density = logDensity(3) { q, g ->
            g.fill(0.0)
            if (q[0] > 0) 0.0 else Double.NaN
        }
        repeat(50) { seed ->
            val point = InitialPoint.draw(density, Streams.of(seed.toLong(), 0)) { emptySet() }
            point.position[0] shouldBeGreaterThan 0.0
            point.position.maxOf { abs(it) } shouldBeLessThan 2.0
        }
    }
})
