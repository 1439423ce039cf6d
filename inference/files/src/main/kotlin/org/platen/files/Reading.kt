package org.platen.files

import java.lang.reflect.AnnotatedArrayType
import java.lang.reflect.AnnotatedParameterizedType
import java.lang.reflect.AnnotatedType
import java.lang.reflect.ParameterizedType
import java.time.Duration
import java.time.Instant
import java.time.format.DateTimeParseException
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import org.jspecify.annotations.Nullable
import org.platen.dsl.expr.Expr
import org.platen.dsl.expr.Slot
import org.platen.dsl.network.Layer
import org.platen.dsl.network.Layers
import org.platen.dsl.shape.Axis
import org.platen.dsl.shape.Dim
import org.platen.dsl.shape.ModelException
import org.platen.dsl.shape.Plate
import org.platen.dsl.shape.Shape
import org.platen.dsl.transform.Bijection

/** What names and references of a model stand for. */
internal interface Names {
    fun plate(name: String): Plate

    fun expression(element: JsonElement): Expr

    companion object {
        /** Outside of a model. */
        val NONE =
            object : Names {
                override fun plate(name: String) = throw ModelException("there is no plate '$name' here")

                override fun expression(element: JsonElement) = throw ModelException("there are no expressions here")
            }
    }
}

/** Turns JSON into values of the types that are expected there, and of no others; it knows where it is, for messages. */
internal class Reading(private val tensors: TensorSource) {
    var names: Names = Names.NONE
    private val place = ArrayDeque<String>()

    /** Where reading stands. */
    fun place() = place.joinToString(", ")

    /** The place is left as it is when reading fails. */
    inline fun <T> at(step: String, read: () -> T): T {
        enter(step)
        return read().also { leave() }
    }

    fun enter(step: String) = place.addLast(step)

    fun leave() = place.removeLast()

    fun fail(message: String): Nothing = throw ModelException(message)

    private fun expected(what: String, found: JsonElement): Nothing = fail("expected $what, found ${found.toString().take(SHOWN)}")

    fun entries(element: JsonElement, known: Set<String>): JsonObject {
        val content = element as? JsonObject ?: expected("an object", element)
        val unknown = content.keys - known
        if (unknown.isNotEmpty()) {
            fail("'${unknown.first().take(SHOWN)}' is unknown here; known are ${known.sorted()}")
        }
        return content
    }

    fun entry(content: JsonObject, key: String): JsonElement = content[key] ?: fail("'$key' is missing")

    fun array(element: JsonElement): JsonArray = element as? JsonArray ?: expected("a list", element)

    fun text(element: JsonElement): String = (element as? JsonPrimitive)?.takeIf { it.isString }?.content ?: expected("a text", element)

    fun integer(element: JsonElement): Int = whole(element).toIntOrNull() ?: expected("a whole number of at most 31 bits", element)

    fun wholeNumber(element: JsonElement): Long = whole(element).toLongOrNull() ?: expected("a whole number", element)

    private fun whole(element: JsonElement): String =
        (element as? JsonPrimitive)?.takeIf { !it.isString }?.content ?: expected("a whole number", element)

    fun number(element: JsonElement, unbounded: Boolean = false): Double = (element as? JsonPrimitive)?.let { Numbers.read(it, unbounded) }
        ?: expected(if (unbounded) "a number, \"NaN\", \"Infinity\" or \"-Infinity\"" else "a finite number", element)

    fun flag(element: JsonElement): Boolean = when ((element as? JsonPrimitive)?.takeIf { !it.isString }?.content) {
        "true" -> true
        "false" -> false
        else -> expected("true or false", element)
    }

    fun <T> list(element: JsonElement, read: (JsonElement) -> T): List<T> =
        array(element).mapIndexed { i, one -> at("item ${i + 1}") { read(one) } }

    fun numbers(element: JsonElement, unbounded: Boolean): DoubleArray {
        if (element is JsonArray) {
            return DoubleArray(element.size) { number(element[it], unbounded) }
        }
        val index = integer(entry(entries(element, setOf(TensorTable.KEY)), TensorTable.KEY))
        val values = tensors.get(index) ?: fail("there is no tensor $index")
        if (!unbounded && values.any { !it.isFinite() }) {
            fail("expected finite numbers, found one that is not in tensor $index")
        }
        return values
    }

    fun plate(element: JsonElement): Plate = names.plate(text(element))

    fun axis(element: JsonElement): Axis {
        if (element !is JsonObject) {
            return plate(element).axis()
        }
        val content = entries(element, setOf("plate", "copy"))
        return plate(entry(content, "plate")).copy(text(entry(content, "copy")))
    }

    private fun dim(element: JsonElement): Dim {
        if (element !is JsonObject) {
            return Dim.of(integer(element))
        }
        val content = entries(element, setOf("size", "plate"))
        val size = integer(entry(content, "size"))
        val label = plate(entry(content, "plate"))
        if (!label.sizedByData() && label.size != size) {
            fail("plate '${label.name}' has ${label.size} elements, found an axis of $size for them")
        }
        return Dim(size, label)
    }

    fun shape(element: JsonElement): Shape {
        val dims = list(element, ::dim)
        var entries = 1L
        for (dim in dims) {
            entries *= dim.size
            if (entries > Limits.EVENT_ENTRIES) {
                fail("event shape $dims has more than ${Limits.EVENT_ENTRIES} entries")
            }
        }
        return Shape(dims)
    }

    /** A value of a declared type. */
    fun value(element: JsonElement, type: AnnotatedType, unbounded: Boolean): Any {
        if (type is AnnotatedArrayType) {
            return arrayOf(element, type, unbounded)
        }
        val raw = type.type.let { if (it is ParameterizedType) it.rawType else it } as Class<*>
        fun part(i: Int) = (type as AnnotatedParameterizedType).annotatedActualTypeArguments[i]
        return when {
            raw == Boolean::class.javaPrimitiveType || raw == Boolean::class.javaObjectType -> flag(element)
            raw == Int::class.javaPrimitiveType || raw == Int::class.javaObjectType -> integer(element)
            raw == Long::class.javaPrimitiveType || raw == Long::class.javaObjectType -> wholeNumber(element)
            raw == Double::class.javaPrimitiveType || raw == Double::class.javaObjectType -> number(element, unbounded)
            raw == String::class.java -> text(element)
            raw.isEnum -> constant(element, raw)
            raw == Instant::class.java -> time(element) { Instant.parse(it) }
            raw == Duration::class.java -> time(element) { Duration.parse(it) }
            raw == List::class.java -> list(element) { value(it, part(0), unbounded) }
            raw == Set::class.java -> LinkedHashSet(list(element) { value(it, part(0), unbounded) })
            raw == Map::class.java ->
                (element as? JsonObject ?: expected("an object", element)).mapValues { (key, own) ->
                    at(key) { value(own, part(1), unbounded) }
                }
            raw == Expr::class.java -> names.expression(element)
            raw == Slot::class.java -> names.expression(element) as? Slot ?: expected("a slot", element)
            raw == Plate::class.java -> plate(element)
            raw == Axis::class.java -> axis(element)
            raw == Dim::class.java -> dim(element)
            raw == Shape::class.java -> shape(element)
            raw == Layers::class.java -> Layers.of(list(element) { record(it, Layer::class.java) as Layer })
            raw == Bijection::class.java -> BijectionText.read(element, this)
            else -> record(element, raw)
        }
    }

    private fun arrayOf(element: JsonElement, type: AnnotatedArrayType, unbounded: Boolean): Any = when (type.type) {
        DoubleArray::class.java -> numbers(element, unbounded)
        IntArray::class.java -> array(element).map { integer(it) }.toIntArray()
        BooleanArray::class.java -> array(element).map { flag(it) }.toBooleanArray()
        else -> {
            val values = list(element) { value(it, type.annotatedGenericComponentType, unbounded) }
            val array = java.lang.reflect.Array.newInstance(type.annotatedGenericComponentType.type as Class<*>, values.size)
            values.forEachIndexed { i, one -> java.lang.reflect.Array.set(array, i, one) }
            array
        }
    }

    private fun constant(element: JsonElement, type: Class<*>): Any {
        val all = type.enumConstants.map { it as Enum<*> }
        return all.firstOrNull { nameOf(it) == text(element) } ?: expected("one of ${all.map { nameOf(it) }}", element)
    }

    private fun time(element: JsonElement, parse: (String) -> Any): Any = try {
        parse(text(element))
    } catch (_: DateTimeParseException) {
        expected("a time in the form of ISO 8601", element)
    }

    /** A record of a declared type, or of one of the kinds that it may be. */
    fun record(element: JsonElement, type: Class<*>): Any {
        val family = Registry.familyOf(type)
        if (family == null) {
            val kind = Registry.kindOf(type) ?: throw IllegalStateException("files hold no ${type.simpleName}")
            return make(kind, entries(element, kind.components.map { it.name }.toSet()))
        }
        val name = text(entry(element as? JsonObject ?: expected("an object", element), Writing.TYPE))
        val kind =
            family.firstOrNull { it.name == name } ?: fail("'${name.take(SHOWN)}' is unknown here; known are ${family.map { it.name }}")
        if (!type.isAssignableFrom(kind.type)) {
            fail("'$name' cannot stand here: expected one of ${family.filter { type.isAssignableFrom(it.type) }.map { it.name }}")
        }
        return make(kind, entries(element, kind.components.map { it.name }.toSet() + Writing.TYPE))
    }

    private fun make(kind: Kind, content: JsonObject): Any {
        val values =
            kind.components.map { component ->
                val own = content[component.name]
                if (own == null) {
                    component.annotatedType.takeIf { it.isAnnotationPresent(Nullable::class.java) }
                        ?: fail("'${component.name}' is missing")
                    null
                } else {
                    at(component.name) { value(own, component.annotatedType, component.name in kind.unbounded) }
                }
            }
        return kind.make(values)
    }

    private companion object {
        const val SHOWN = 80
    }
}
