package org.platen.files

import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import org.platen.dsl.distribution.Distribution
import org.platen.dsl.expr.Application
import org.platen.dsl.model.Deterministic
import org.platen.dsl.model.Earlier
import org.platen.dsl.model.Given
import org.platen.dsl.model.Markov
import org.platen.dsl.model.Model
import org.platen.dsl.model.Parameter
import org.platen.dsl.model.Previous
import org.platen.dsl.model.RandomVariable
import org.platen.dsl.model.Running
import org.platen.dsl.model.Variable
import org.platen.dsl.network.Network
import org.platen.dsl.shape.Plate

/** A model as JSON: plates, variables, approximations, networks, and the table of the expressions that they share. */
internal class ModelWriter(private val model: Model, tensors: TensorSink) {
    private val writing = Writing(tensors)

    fun write(): JsonObject {
        val content = LinkedHashMap<String, JsonElement>()
        content["name"] = JsonPrimitive(model.name())
        content["plates"] = JsonArray(model.plates().map { plate(it) })
        content["variables"] = JsonArray(model.variables().map { variable(it) })
        content["guide"] =
            JsonArray(
                model.guide().factors().map { (variable, approximation) ->
                    objectOf("variable" to JsonPrimitive(variable.name()), "distribution" to writing.record(approximation))
                },
            )
        content["networks"] = JsonArray(model.networks().map { network(it) })
        content["expressions"] = JsonArray(writing.expressions.lines())
        return JsonObject(content)
    }

    private fun plate(plate: Plate): JsonObject = objectOf(
        "name" to JsonPrimitive(plate.name),
        "size" to plate.size.takeIf { it != Plate.SIZED_BY_DATA }?.let { JsonPrimitive(it) },
        "chain" to plate.isChain.takeIf { it }?.let { JsonPrimitive(it) },
        "in" to plate.parent?.let { JsonPrimitive(it.name) },
    )

    private fun variable(variable: Variable): JsonObject = when (variable) {
        is RandomVariable -> random(variable)
        is Parameter ->
            objectOf(
                "parameter" to JsonPrimitive(variable.name()),
                "plates" to plates(variable),
                "space" to if (variable.weight().isPresent) null else writing.record(variable.space()),
                "weight" to variable.weight().map { writing.record(it) }.orElse(null),
            )
        is Running -> objectOf("running" to JsonPrimitive(variable.name()), "weight" to writing.record(variable.weight()))

        is Given ->
            objectOf(
                "given" to JsonPrimitive(variable.name()),
                "plates" to plates(variable),
                "covariate" to writing.record(variable.covariate()),
            )
        is Deterministic -> objectOf("deterministic" to JsonPrimitive(variable.name()), "value" to writing.value(variable.value()))
        is Previous, is Earlier -> error("'${variable.name()}' is no variable of its own")
    }

    private fun random(variable: RandomVariable): JsonObject {
        val held = model.fixedValue(variable).orElse(null)
        return objectOf(
            (if (variable.isObserved) "observed" else "latent") to JsonPrimitive(variable.name()),
            "plates" to plates(variable),
            "distribution" to distribution(variable.distribution()),
            "autoregressive" to variable.autoregression().map { writing.value(it.earlier.shape()) }.orElse(null),
            "nonCentred" to model.isNonCentred(variable).takeIf { it }?.let { JsonPrimitive(it) },
            (if (model.isIntervened(variable)) "intervenedAt" else "conditionedAt") to held?.let { writing.value(it) },
        )
    }

    private fun distribution(distribution: Distribution): JsonObject = if (distribution is Markov) {
        objectOf(
            Writing.TYPE to JsonPrimitive(MARKOV),
            "chain" to JsonPrimitive(distribution.chain.name),
            "order" to JsonPrimitive(distribution.order()),
            "initial" to writing.record(distribution.initial),
            "transition" to writing.record(distribution.transition),
        )
    } else {
        writing.record(distribution)
    }

    private fun plates(variable: Variable): JsonElement? = variable.axes().takeIf { it.isNotEmpty() }?.let { writing.value(it.toList()) }

    private fun network(network: Network): JsonObject = objectOf(
        "name" to JsonPrimitive(network.name()),
        "input" to writing.value(network.input()),
        "layers" to writing.value(network.trunk()),
        "heads" to network.heads().takeIf { Application.ONLY !in it }?.let { writing.value(it) },
        "weights" to writing.value(network.weights()),
    )

    companion object {
        const val MARKOV = "Markov"

        /** Without what there is not. */
        fun objectOf(vararg content: Pair<String, JsonElement?>): JsonObject {
            val all = LinkedHashMap<String, JsonElement>()
            content.forEach { (key, value) -> value?.let { all[key] = it } }
            return JsonObject(all)
        }
    }
}
