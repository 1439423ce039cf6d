package org.platen.models.observed

import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.ints.shouldBeGreaterThan
import io.kotest.matchers.shouldBe
import kotlin.math.sqrt
import org.platen.inference.criticism.SimulationBasedCalibration
import org.platen.inference.data.Data
import org.platen.inference.em.ExactEm
import org.platen.inference.mcmc.Nuts
import org.platen.inference.vi.MeanFieldVi
import org.platen.models.zoo.Zoo
import org.platen.models.zoo.data

class ObservedModelsTest : FunSpec({
    test("maximum likelihood of Normal numbers is their mean and the root of the mean squared deviation") {
        val example = Zoo.find("gaussian").example()
        val x = example.values().getValue("x")
        val fit = ExactEm().fit(example.model(), example.data())
        fit.estimate("mean").value() shouldBe (x.average() plusOrMinus 1e-9)
        fit.estimate("scale").value() shouldBe (sqrt(x.sumOf { (it - x.average()) * (it - x.average()) } / x.size) plusOrMinus 1e-9)
    }

    test("maximum likelihood of Normal vectors is their mean and the mean product of deviations") {
        val example = Zoo.find("multivariate-gaussian").example()
        val x = example.values().getValue("x").toList().chunked(2)
        val mean = listOf(0, 1).map { j -> x.sumOf { it[j] } / x.size }
        val fit = ExactEm().fit(example.model(), example.data())
        for (i in 0..1) {
            for (j in 0..1) {
                val product = x.sumOf { (it[i] - mean[i]) * (it[j] - mean[j]) } / x.size
                fit.estimate("covariance").matrix(0)[i][j] shouldBe (product plusOrMinus 1e-9)
            }
        }
    }

    test("the posterior of a probability of success is a Beta, that of categories a Dirichlet") {
        val coin = Zoo.find("bernoulli-posterior").example()
        val successes = coin.values().getValue("x").sum()
        val a = 1 + successes
        val b = 1 + coin.values().getValue("x").size - successes
        val probability = MeanFieldVi().fit(coin.model(), coin.data()).posterior()["probability"]
        probability.mean().value() shouldBe (a / (a + b) plusOrMinus 1e-6)
        probability.standardDeviation().value() shouldBe (sqrt(a * b / (a + b + 1)) / (a + b) plusOrMinus 1e-6)

        val die = Zoo.find("categorical-posterior").example()
        val sides = die.values().getValue("x")
        val found = MeanFieldVi().fit(die.model(), die.data()).posterior()["probabilities"].mean().values()
        for (side in 0..3) found[side] shouldBe ((1.0 + sides.count { it == side.toDouble() }) / (4 + sides.size) plusOrMinus 1e-6)
    }

    test("the posterior mode of a Markov chain is the share of the transitions from each state") {
        val example = Zoo.find("markov-chain").example()
        val series = example.values().getValue("s").map(Double::toInt).chunked(10)
        val fit = ExactEm().fit(example.model(), example.data())
        val moves = series.flatMap { it.zipWithNext() }
        for (from in 0..2) {
            fit.estimate("initial").get(from) shouldBe (series.count { it[0] == from } / series.size.toDouble() plusOrMinus 1e-6)
            for (to in 0..2) {
                val share = moves.count { it == from to to } / moves.count { it.first == from }.toDouble()
                fit.estimate("transition").get(from, to) shouldBe (share plusOrMinus 1e-6)
            }
        }
    }

    test("naive Bayes has the means of each species, and tells most of them apart when it is not told") {
        val example = Zoo.find("naive-bayes").example()
        val model = example.model()
        val species = example.values().getValue("species")
        val x = example.values().getValue("x").toList().chunked(4)
        val fit = ExactEm().fit(model, example.data())
        for (k in 0..2) {
            for (j in 0..3) {
                val mean = x.indices.filter { species[it] == k.toDouble() }.map { x[it][j] }.average()
                fit.estimate("mean").get(k, j) shouldBe (mean plusOrMinus 1e-9)
            }
        }
        val untold = Data.of(model["x"], example.values().getValue("x")).and(model["species"], DoubleArray(150) { Double.NaN })
        val named = fit.assignments(model["species"], untold)
        // 144 is what R's e1071 and scikit-learn's GaussianNB (training accuracy 0.96) get right.
        named.indices.count { named[it].toDouble() == species[it] } shouldBeGreaterThan 142
    }

    test("posteriors of Bernoulli and categorical probabilities are calibrated") {
        for (name in listOf("bernoulli-posterior", "categorical-posterior")) {
            val model = Zoo.find(name).example().model()
            val design = Data.size(model.plates().last(), 20)
            for (engine in listOf(MeanFieldVi(), Nuts().chains(1).warmup(100).draws(100))) {
                val report = SimulationBasedCalibration.of(model, engine, design).replicates(60).draws(50).run()
                withClue("$name\n${report.table()}") { report.isCalibrated() shouldBe true }
            }
        }
    }
})
