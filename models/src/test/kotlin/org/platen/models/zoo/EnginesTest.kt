package org.platen.models.zoo

import io.kotest.assertions.fail
import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldBeEmpty

/**
 * Every entry with every engine. What fits and what is refused stands in ENGINES.md, which `-Dplaten.update=true` writes anew; `-Dplaten.zoo=name,name` tries
 * these entries alone.
 */
class EnginesTest : FunSpec({
    val outcomes = linkedMapOf<ZooEntry, Map<String, Outcome>>()
    val only = System.getProperty("platen.zoo")?.split(",")

    for (entry in Zoo.entries().filter { only == null || it.name() in only }) {
        test("${entry.name()}: engines refuse it with a reason, or find what its data were drawn with and learn what networks can") {
            outcomes[entry] = engines.mapValues { (engine, _) -> entry.tryWith(engine) }
            for ((engine, outcome) in outcomes.getValue(entry)) {
                if (outcome is Outcome.Fitted &&
                    entry.name() !in slow[engine].orEmpty()
                ) {
                    withClue(engine) { outcome.missed.shouldBeEmpty() }
                }
                if (outcome is Outcome.Failed) withClue(engine) { fail(outcome.message) }
            }
        }
    }

    test("the table of what suits which engine is true").config(enabled = only == null) {
        KeptText("ENGINES.md") { table(outcomes) }.check()
    }
})

/** Where noise is small beside the data, steps of an optimiser creep: the mean and the averages of the factors make up for each other. */
private val slow = mapOf("amortised VI" to setOf("pca"))

private fun word(entry: ZooEntry, engine: String, outcome: Outcome) = when {
    outcome is Outcome.Refused || outcome is Outcome.Failed -> "no"
    entry.name() in slow[engine].orEmpty() -> "slowly"
    entry.hasTruths() -> "yes"
    else -> "fitted"
}

private fun table(outcomes: Map<ZooEntry, Map<String, Outcome>>) = buildString {
    appendLine("# Which engine fits what")
    appendLine()
    appendLine(
        "The example of every model of the zoo with every engine, at small budgets. Written by `EnginesTest` with `-Dplaten.update=true`, else compared with.",
    )
    appendLine(
        "Yes: what the data were drawn with is found again. Networks learn from 100 rows: the objective is higher than at the start, and the likelihood of",
    )
    appendLine(
        "autoregressive ones than that of independent entries. Fitted: nothing else is asked here, tests of their own do. Slowly: not there yet when the budget is spent.",
    )
    appendLine()
    appendLine("| model | ${engines.keys.joinToString(" | ")} |")
    appendLine("|---|${"---|".repeat(engines.size)}")
    for ((entry, byEngine) in outcomes) {
        appendLine("| ${entry.name()} | ${byEngine.map { (engine, outcome) -> word(entry, engine, outcome) }.joinToString(" | ")} |")
    }
    appendLine()
    appendLine("## Why not")
    appendLine()
    for ((entry, byEngine) in outcomes) {
        for ((engine, outcome) in byEngine) {
            if (outcome is Outcome.Refused) appendLine("* ${entry.name()}, $engine: ${outcome.reason}")
        }
    }
}
