package org.platen.inference.posteriordb

import kotlin.math.ln
import kotlin.math.pow
import kotlin.math.sqrt
import org.platen.dsl.distribution.Distribution
import org.platen.dsl.kotlin.flat
import org.platen.dsl.kotlin.halfCauchy
import org.platen.dsl.kotlin.halfNormal
import org.platen.dsl.kotlin.matmul
import org.platen.dsl.kotlin.model
import org.platen.dsl.kotlin.normal
import org.platen.dsl.kotlin.positive
import org.platen.dsl.kotlin.real
import org.platen.dsl.kotlin.zeros
import org.platen.inference.data.Data

/** y ~ Normal(x β, σ); [columns] are y and then the predictors. */
private fun regression(
    name: String,
    file: String,
    predictors: Int,
    beta: Distribution = flat(predictors),
    sigma: Distribution = flat(positive()),
    columns: (Map<String, Any>) -> List<DoubleArray>,
): ReferencePosterior {
    val model = model(name) {
        val row = plate("row")
        val x by row.given(real(predictors))
        val b = latent("beta", beta)
        val s = latent("sigma", sigma)
        row.observed("y", normal(x matmul b, s))
    }
    return ReferencePosterior(name, file, model) { json ->
        val all = columns(json)
        val x = Array(all[0].size) { row -> DoubleArray(predictors) { all[1 + it][row] } }
        Data.of(model["y"], all[0]).and(model["x"], x)
    }
}

private fun ones(size: Int) = DoubleArray(size) { 1.0 }

private operator fun DoubleArray.times(other: DoubleArray) = DoubleArray(size) { this[it] * other[it] }

private fun log(x: DoubleArray) = DoubleArray(x.size) { ln(x[it]) }

private fun DoubleArray.equalTo(value: Double) = DoubleArray(size) { if (this[it] == value) 1.0 else 0.0 }

private fun standardised(x: DoubleArray): DoubleArray {
    val sd = sqrt(x.sumOf { (it - x.average()).pow(2) } / (x.size - 1))
    return DoubleArray(x.size) { (x[it] - x.average()) / sd }
}

private fun Map<String, Any>.withOnes(y: String, vararg x: String) = listOf(numbers(y), ones(numbers(y).size)) + x.map(::numbers)

internal val regressions: List<ReferencePosterior> = listOf(
    regression("earnings-logearn_height", "earnings", 2) {
        listOf(log(it.numbers("earn")), ones(1192), it.numbers("height"))
    },
    regression("earnings-logearn_interaction_z", "earnings", 4) {
        val height = standardised(it.numbers("height"))
        listOf(log(it.numbers("earn")), ones(1192), height, it.numbers("male"), height * it.numbers("male"))
    },
    regression("kidiq-kidscore_interaction", "kidiq", 4, sigma = halfCauchy(2.5)) {
        it.withOnes("kid_score", "mom_hs", "mom_iq") + listOf(it.numbers("mom_hs") * it.numbers("mom_iq"))
    },
    regression("kidiq-kidscore_momiq", "kidiq", 2, sigma = halfCauchy(2.5)) { it.withOnes("kid_score", "mom_iq") },
    regression("mesquite-logmesquite_logva", "mesquite", 4) {
        val area = it.numbers("diam1") * it.numbers("diam2")
        listOf(log(it.numbers("weight")), ones(46), log(area * it.numbers("canopy_height")), log(area), it.numbers("group"))
    },
    regression("mesquite-mesquite", "mesquite", 7) {
        it.withOnes("weight", "diam1", "diam2", "canopy_height", "total_height", "density", "group")
    },
    regression("nes2000-nes", "nes2000", 9) {
        val age = it.numbers("age_discrete")
        it.withOnes("partyid7", "real_ideo", "race_adj") + listOf(2.0, 3.0, 4.0).map(age::equalTo) +
            listOf("educ1", "gender", "income").map(it::numbers)
    },
    regression("sblrc-blr", "sblrc", 5, normal(zeros(5), 10), halfNormal(10)) { json ->
        val rows = (json.getValue("X") as List<*>).map { it!!.asNumbers() }
        listOf(json.numbers("y")) + List(5) { column -> DoubleArray(rows.size) { rows[it][column] } }
    },
)
