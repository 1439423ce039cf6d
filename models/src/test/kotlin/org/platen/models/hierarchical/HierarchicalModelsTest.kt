package org.platen.models.hierarchical

import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.shouldBe
import java.util.Random
import org.platen.inference.criticism.SimulationBasedCalibration
import org.platen.inference.data.Data
import org.platen.inference.mcmc.Nuts
import org.platen.models.zoo.Zoo
import org.platen.models.zoo.data

class HierarchicalModelsTest : FunSpec({
    // Reference posterior of posteriordb, eight_schools-eight_schools_noncentered: 10,000 draws of Stan.
    test("eight schools have the reference posterior") {
        val example = Zoo.find("eight-schools").example()
        val posterior = Nuts().chains(2).draws(1500).targetAcceptance(0.9).fit(example.model(), example.data()).posterior()
        posterior["mu"].mean().value() shouldBe (4.42 plusOrMinus 0.35)
        posterior["mu"].standardDeviation().value() shouldBe (3.32 plusOrMinus 0.35)
        posterior["tau"].mean().value() shouldBe (3.60 plusOrMinus 0.45)
        posterior["theta"].mean().get(0) shouldBe (6.15 plusOrMinus 0.6)
    }

    test("posteriors of hierarchical models are calibrated") {
        val schools = Zoo.find("eight-schools").example()
        val rates = Zoo.find("group-rates").example().model()
        val lines = Zoo.find("varying-slopes").example().model()
        val random = Random(1)
        val designs = mapOf(
            schools.model() to Data.of(schools.model()["error"], schools.values().getValue("error")),
            rates to Data.of(rates["trials"], doubleArrayOf(5.0, 10.0, 15.0, 20.0)),
            lines to Data
                .of(lines["who"], IntArray(30) { it % 5 })
                .and(lines["x"], DoubleArray(30) { random.nextGaussian() })
                .and(lines.plates().first { it.name() == "group" }, 5),
        )
        for ((model, design) in designs) {
            val engine = Nuts().chains(1).warmup(300).draws(200).targetAcceptance(0.95)
            val report = SimulationBasedCalibration.of(model, engine, design).replicates(60).draws(50).run()
            withClue("${model.name()}\n${report.table()}") { report.isCalibrated() shouldBe true }
        }
    }
})
