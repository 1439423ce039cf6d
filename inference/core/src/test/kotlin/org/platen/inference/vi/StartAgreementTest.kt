package org.platen.inference.vi

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import java.util.Random
import org.platen.dsl.distribution.Distributions.categorical
import org.platen.dsl.distribution.Distributions.dirichlet
import org.platen.dsl.distribution.Distributions.normal
import org.platen.dsl.model.Model
import org.platen.inference.data.Data

class StartAgreementTest : FunSpec({
    test("starts that differ in the labels of components agree") {
        val model = Model.declare("mixture") { m ->
            val cluster = m.plate("cluster", 2)
            val row = m.plate("row")
            val weights = m.latent("weights", dirichlet(cluster, 2.0))
            val mean = m.latent("mean", cluster, normal(0.0, 5.0))
            val z = m.latent("z", row, categorical(weights))
            m.observed("y", row, normal(mean.at(z), 1.0))
        }
        val random = Random(1)
        val data = Data.of(model["y"], DoubleArray(80) { (if (it % 4 == 0) -3.0 else 3.0) + random.nextGaussian() })
        val starts = (1L..6L).map { MeanFieldVi().conjugate(false).restarts(1).seed(it).fit(model, data) }
        starts.map { it.estimate("mean").values()[0] > 0 }.toSet() shouldBe setOf(true, false)
        StartAgreement.difference(starts.map { it.posterior() }).isEmpty shouldBe true
        MeanFieldVi().conjugate(false).restarts(6).fit(model, data).warnings().shouldBeEmpty()
    }

    test("modes that are no labels are told of, with what differs most") {
        // y depends on b² alone, so that b and −b are as probable.
        val model = Model.declare("square") { m ->
            val row = m.plate("row")
            val b = m.latent("b", normal(0.0, 3.0))
            m.observed("y", row, normal(b.squared(), 1.0))
        }
        val data = Data.of(model["y"], doubleArrayOf(4.0, 4.2, 3.9, 4.1, 5.0, 3.5))
        val warning = MeanFieldVi().restarts(6).fit(model, data).warnings().single()
        warning shouldContain "starts disagree by more than the labels of components, with bounds as high: b is"
    }
})
