package org.platen.models.mixture

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.doubles.shouldBeGreaterThan
import io.kotest.matchers.ints.shouldBeInRange
import io.kotest.matchers.shouldBe
import org.platen.inference.data.Data
import org.platen.inference.em.ExactEm
import org.platen.inference.vi.MeanFieldVi
import org.platen.models.data.Tables
import org.platen.models.zoo.SharedTable
import org.platen.models.zoo.Zoo
import org.platen.models.zoo.data

class MixtureModelsTest : FunSpec({
    // The 82 galaxies with the 78th velocity at 26.690; R's mclust 6 (model V, three components) and mixture programs since Roeder (1990) agree.
    test("three components of the galaxies, each with its variance, reach the best known maximum") {
        val example = Zoo.find("gaussian-mixture-diagonal").example()
        val fit = ExactEm().restarts(20).fit(example.model(), example.data())
        fit.logLikelihood() shouldBe (-203.1792 plusOrMinus 1e-3)
    }

    // scikit-learn 1.9 without regularisation; mclust 6 has the same for its models EEE, VVI and VII.
    test("covariances that share more fit two clusters of Old Faithful less, by the known amounts") {
        val x = Tables.OLD_FAITHFUL.columns("eruptions", "waiting")
        val known = mapOf(
            GaussianMixture.tied(2, 2) to -1140.1868,
            GaussianMixture.diagonal(2, 2) to -1147.8064,
            GaussianMixture.spherical(2, 2) to -1709.5293,
        )
        for ((model, logLikelihood) in known) {
            ExactEm().restarts(3).fit(model, Data.of(model["x"], x)).logLikelihood() shouldBe (logLikelihood plusOrMinus 1e-3)
        }
    }

    // Zucchini and MacDonald 2009, table 1.2.
    test("mixtures of Poissons of the earthquakes have the published likelihoods and rates") {
        val published = mapOf(
            2 to Pair(360.3690, listOf(15.777, 26.840)),
            3 to Pair(356.8489, listOf(12.736, 19.785, 31.629)),
        )
        for ((clusters, figures) in published) {
            val model = CountMixture.poissonComponents(clusters)
            val fit = ExactEm().tolerance(1e-13).iterations(5000).fit(model, Data.of(model["count"], Tables.EARTHQUAKES.column("count")))
            fit.logLikelihood() shouldBe (-figures.first plusOrMinus 1e-3)
            fit.estimate("rate").values().sorted().zip(figures.second).forEach { (found, rate) -> found shouldBe (rate plusOrMinus 5e-3) }
        }
    }

    // The log-likelihood of two classes that poLCA-type programs report (Linzer and Lewis 2011).
    test("two classes of the law school admission test have the published likelihood") {
        val example = Zoo.find("latent-class").example()
        ExactEm().fit(example.model(), example.data()).logLikelihood() shouldBe (-2467.4055 plusOrMinus 1e-3)
    }

    val curves = SharedTable("NPreg.csv")
    // Leisch 2004, "FlexMix": yn on x and x².
    test("a line and a parabola are told apart as published").config(enabledOrReasonIf = { curves.present() }) {
        val model = RegressionMixture.of(2, 2)
        val x = curves.numbers("x")
        val data = Data.of(model["y"], curves.numbers("yn")).and(model["x"], Array(x.size) { doubleArrayOf(x[it], x[it] * x[it]) })
        val fit = ExactEm().tolerance(1e-13).fit(model, data)
        fit.logLikelihood() shouldBe (-642.5320 plusOrMinus 1e-3)
        fit.estimate("intercept").values().sorted().zip(listOf(-0.2086, 14.7129)).forEach { (a, b) -> a shouldBe (b plusOrMinus 1e-3) }
    }

    test("a Dirichlet process needs no more clusters than there are") {
        val example = Zoo.find("dirichlet-process-mixture").example()
        val fit = MeanFieldVi().restarts(3).seed(2).fit(example.model(), example.data())
        val weights = fit.estimate("weights").values().sortedDescending()
        weights.take(2).sum() shouldBeGreaterThan 0.9
        weights[0] shouldBe (2 / 3.0 plusOrMinus 0.12)
    }

    test("annotators' truth is found where it is not known") {
        val example = Zoo.find("dawid-skene").example()
        val fit = ExactEm().fit(example.model(), example.data())
        val found = fit.assignments(example.model()["truth"])
        found.indices.count { (found[it] == 0) == (it < 40) } shouldBeInRange 90..100
    }

    test("unlabelled texts are told apart with what they teach themselves") {
        val example = Zoo.find("semi-supervised-naive-bayes").example()
        val fit = ExactEm().fit(example.model(), example.data())
        val found = fit.assignments(example.model()["z"])
        found.indices.count { found[it] == it % 2 } shouldBeInRange 185..200
    }
})
