package org.platen.files

import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import org.platen.dsl.distribution.Distribution
import org.platen.dsl.expr.Expr
import org.platen.dsl.model.Covariate
import org.platen.dsl.model.Model
import org.platen.dsl.model.ModelParts
import org.platen.dsl.model.RandomVariable
import org.platen.dsl.model.Space
import org.platen.dsl.model.Variable
import org.platen.dsl.network.Layer
import org.platen.dsl.network.Weight
import org.platen.dsl.shape.Axis
import org.platen.dsl.shape.Plate
import org.platen.dsl.shape.Plates

/** Declares a model again, variable by variable, from what [ModelWriter] wrote. */
internal class ModelReader(content: JsonElement, private val reading: Reading) : Names {
    private val content =
        reading.entries(content, setOf("name", "plates", "variables", "guide", "networks", "expressions"))
    private val name = reading.text(reading.entry(this.content, "name"))
    private val parts = ModelParts(name)
    private val plates = LinkedHashMap<String, Plate>()
    private val listed = LinkedHashMap<String, JsonObject>()
    private val declared = HashMap<String, Variable>()
    private val underway = LinkedHashSet<String>()
    private val previous = HashMap<String, List<Expr>>()
    private val earlier = HashMap<String, Expr>()
    private val expressions: ExpressionReader

    init {
        reading.names = this
        expressions = ExpressionReader(reading.array(reading.entry(this.content, "expressions")), reading)
    }

    fun read(): Model {
        each("plates") { plate(it) }
        each("variables") { list(it) }
        listed.forEach { (name, variable) -> reading.at("variable '$name'") { random(declare(name), variable) } }
        each("guide") { approximation(it) }
        each("networks") { network(it) }
        return parts.model(listed.keys.toList())
    }

    private fun each(key: String, read: (JsonElement) -> Unit) {
        reading.at(key) { reading.list(reading.entry(content, key), read) }
    }

    override fun plate(name: String): Plate = plates[name] ?: reading.fail("there is no plate '$name'; there are ${plates.keys}")

    override fun expression(element: JsonElement): Expr = when {
        element is JsonPrimitive && element.isString -> declare(element.content)
        element is JsonObject && ExpressionTable.PREVIOUS in element -> previous(element)
        element is JsonObject && ExpressionTable.EARLIER in element -> earlier(element)
        else -> expressions.read(element)
    }

    private fun previous(element: JsonObject): Expr {
        reading.entries(element, setOf(ExpressionTable.PREVIOUS, "of"))
        val of = reading.text(reading.entry(element, "of"))
        val lag = reading.integer(reading.entry(element, ExpressionTable.PREVIOUS))
        return previous[of]?.getOrNull(lag - 1) ?: reading.fail("'$of' has no value $lag before here")
    }

    private fun earlier(element: JsonObject): Expr {
        reading.entries(element, setOf(ExpressionTable.EARLIER))
        val of = reading.text(reading.entry(element, ExpressionTable.EARLIER))
        return earlier[of] ?: reading.fail("'$of' has no earlier entries here")
    }

    private fun plate(element: JsonElement) {
        val content = reading.entries(element, setOf("name", "size", "chain", "in"))
        val name = reading.text(reading.entry(content, "name"))
        val size = content["size"]?.let { reading.integer(it) }
        val chain = content["chain"]?.let { reading.flag(it) } ?: false
        val outer = content["in"]?.let { reading.plate(it) }
        val declaration = parts.declaration()
        plates[name] =
            when {
                chain && size != null -> reading.fail("the chain '$name' has a size, which files do not hold")
                chain -> if (outer == null) declaration.chain(name) else declaration.chain(name, outer)
                outer != null -> declaration.plate(name, outer, size ?: reading.fail("plate '$name' in '$outer' has no size"))
                else -> if (size == null) declaration.plate(name) else declaration.plate(name, size)
            }
    }

    private fun list(element: JsonElement) {
        val content = element as? JsonObject ?: reading.fail("expected an object")
        val kind = KINDS.keys.singleOrNull { it in content } ?: reading.fail("expected one of ${KINDS.keys}, and the name with it")
        reading.entries(content, KINDS.getValue(kind) + kind)
        val name = reading.text(reading.entry(content, kind))
        if (listed.put(name, content) != null) {
            reading.fail("there are two variables '$name'")
        }
    }

    /** A variable, which is declared where it was not yet. */
    private fun declare(name: String): Variable {
        declared[name]?.let { return it }
        val content = listed[name] ?: reading.fail("there is no variable '${name.take(80)}'")
        if (!underway.add(name)) {
            reading.fail("'$name' is made from itself")
        }
        if (underway.size > Limits.DISORDER) {
            reading.fail("more than ${Limits.DISORDER} variables are listed before what they are made from")
        }
        return declare(name, content).also {
            declared[name] = it
            underway.remove(name)
        }
    }

    private fun declare(name: String, content: JsonObject): Variable {
        val declaration = parts.declaration()
        val where = reading.at("plates") { content["plates"]?.let { plates(it) } ?: Plates.NONE }
        return when {
            "parameter" in content -> parameter(name, where, content)
            "running" in content -> weight(name, content, true)
            "given" in content -> declaration.given(name, where, part(content, "covariate", Covariate::class.java))
            "deterministic" in content ->
                declaration.deterministic(name, reading.at("value") { expression(reading.entry(content, "value")) })
            else -> random(name, where, content)
        }
    }

    private fun parameter(name: String, where: Plates, content: JsonObject): Variable {
        if ("weight" in content) {
            if ("space" in content || where.axes().isNotEmpty()) {
                reading.fail("a weight has no plates and no space of its own")
            }
            return weight(name, content, false)
        }
        return parts.declaration().parameter(name, where, part(content, "space", Space::class.java))
    }

    private fun weight(name: String, content: JsonObject, running: Boolean): Variable {
        val weight = part(content, "weight", Weight::class.java)
        if (weight.name != name || weight.running != running) {
            reading.fail("a weight has the name of its variable, and follows training where that does: found '${weight.name}'")
        }
        return parts.weight(weight)
    }

    private fun <T> part(content: JsonObject, key: String, type: Class<T>): T =
        type.cast(reading.at(key) { reading.record(reading.entry(content, key), type) })

    private fun random(name: String, where: Plates, content: JsonObject): Variable {
        val observed = "observed" in content
        val distribution = reading.entry(content, "distribution")
        val type = (distribution as? JsonObject)?.get(Writing.TYPE)
        return when {
            type == JsonPrimitive(ModelWriter.MARKOV) -> reading.at("distribution") { markov(name, where, observed, distribution) }
            "autoregressive" in content -> autoregressive(name, where, observed, content)
            observed -> parts.declaration().observed(name, where, part(content, "distribution", Distribution::class.java))
            else -> parts.declaration().latent(name, where, part(content, "distribution", Distribution::class.java))
        }
    }

    private fun markov(name: String, where: Plates, observed: Boolean, element: JsonElement): Variable {
        val content = reading.entries(element, setOf(Writing.TYPE, "chain", "order", "initial", "transition"))
        val chain = reading.at("chain") { reading.plate(reading.entry(content, "chain")) }
        val order = reading.at("order") { reading.integer(reading.entry(content, "order")) }
        if (where.axes() != chain.axes() || order !in 1..(if (observed) 1 else MOST_ORDER)) {
            reading.fail("a Markov variable lives in its chain and has an order up to $MOST_ORDER, where it is observed of 1")
        }
        val initial = part(content, "initial", Distribution::class.java)
        val transition = { values: List<Expr> ->
            previous[name] = values
            part(content, "transition", Distribution::class.java)
        }
        return if (observed) {
            parts.declaration().observedMarkov(name, chain, initial) { transition(listOf(it)) }
        } else {
            parts.declaration().markov(name, chain, order, initial, transition)
        }
    }

    private fun autoregressive(name: String, where: Plates, observed: Boolean, content: JsonObject): Variable {
        val shape = reading.at("autoregressive") { reading.shape(reading.entry(content, "autoregressive")) }
        if (!observed || shape.size() > Limits.AUTOREGRESSIVE_ENTRIES) {
            reading.fail("an autoregressive variable is observed, and has at most ${Limits.AUTOREGRESSIVE_ENTRIES} entries")
        }
        return parts.declaration().autoregressive(name, where, shape) { value ->
            earlier[name] = value
            part(content, "distribution", Distribution::class.java).also {
                if (expressions.entries() > Limits.FOLLOWED_ENTRIES) {
                    reading.fail("its expressions have more than ${Limits.FOLLOWED_ENTRIES} entries to follow")
                }
            }
        }
    }

    /** As they are crossed in a declaration: a plate brings those that it is nested in along. */
    private fun plates(element: JsonElement): Plates {
        val axes: List<Axis> = reading.list(element) { reading.axis(it) }
        val outer = axes.mapNotNull { axis -> axis.plate.parent.takeIf { axis.instance.isEmpty() }?.axis() }
        val crossed =
            axes
                .filter { it !in outer }
                .map { if (it.instance.isEmpty()) it.plate else it }
                .reduceOrNull(Plates::times) ?: Plates.NONE
        if (crossed.axes().toList() != axes) {
            reading.fail("plates $axes cannot be crossed so: expected ${crossed.axes()}")
        }
        return crossed
    }

    /** What is said of a random variable beside its declaration. */
    private fun random(variable: Variable, content: JsonObject) {
        if (variable !is RandomVariable) {
            return
        }
        if (content["nonCentred"]?.let { reading.flag(it) } == true) {
            variable.nonCentred()
        }
        listOf("conditionedAt" to false, "intervenedAt" to true).forEach { (key, intervened) ->
            content[key]?.let { value -> parts.hold(variable, reading.at(key) { expression(value) }, intervened) }
        }
    }

    private fun approximation(element: JsonElement) {
        val content = reading.entries(element, setOf("variable", "distribution"))
        val name = reading.text(reading.entry(content, "variable"))
        val variable = declared[name] as? RandomVariable ?: reading.fail("there is no random variable '$name'")
        parts.declaration().amortize(variable, part(content, "distribution", Distribution::class.java))
    }

    private fun network(element: JsonElement) {
        val content = reading.entries(element, setOf("name", "input", "layers", "heads", "weights"))
        val name = reading.text(reading.entry(content, "name"))
        val input = reading.at("input") { reading.shape(reading.entry(content, "input")) }
        val trunk = reading.at("layers") { layers(reading.entry(content, "layers")) }
        val heads = reading.at("heads") { (content["heads"] as? JsonObject)?.mapValues { layers(it.value) }.orEmpty() }
        val weights =
            reading.at("weights") {
                (reading.entry(content, "weights") as? JsonObject ?: reading.fail("expected an object")).mapValues { expression(it.value) }
            }
        parts.network(
            name,
            input,
            { builder ->
                trunk.forEach { builder.layer(it) }
                heads.forEach { (head, layers) -> builder.head(head) { inside -> layers.forEach { inside.layer(it) } } }
            },
            weights,
        )
    }

    private fun layers(element: JsonElement): List<Layer> = reading.list(element) { reading.record(it, Layer::class.java) as Layer }

    private companion object {
        const val MOST_ORDER = 1000
        val RANDOM = setOf("plates", "distribution", "autoregressive", "nonCentred", "conditionedAt", "intervenedAt")

        /** What is said of each kind of variable. */
        val KINDS =
            mapOf(
                "latent" to RANDOM,
                "observed" to RANDOM,
                "parameter" to setOf("plates", "space", "weight"),
                "running" to setOf("weight"),
                "given" to setOf("plates", "covariate"),
                "deterministic" to setOf("value"),
            )
    }
}
