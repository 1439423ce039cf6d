package org.platen.inference.lower

import kotlin.random.Random
import org.platen.dsl.evaluate
import org.platen.dsl.expr.Expr
import org.platen.dsl.expr.Symbol
import org.platen.dsl.model.Given
import org.platen.dsl.model.Model
import org.platen.dsl.model.Parameter
import org.platen.dsl.model.RandomVariable
import org.platen.dsl.model.Variable
import org.platen.dsl.shape.Axis
import org.platen.dsl.shape.Plate
import org.platen.inference.backend.LocalExecutor
import org.platen.inference.data.Binding
import org.platen.inference.data.Data
import org.platen.inference.jvm.JvmBackend
import org.platen.inference.program.Program
import org.platen.inference.program.Type

/** One entry of an event of an expression, at values of summed-out variables and elements of plates. */
data class Place(val values: Map<RandomVariable, Int>, val elements: Map<Axis, Int>, val entry: Int)

/**
 * A model with a value for every parameter, given and observed variable, row-major over axes and event: those named in [known], the others random.
 */
class Bound(
    val model: Model,
    sizes: Map<Plate, Int> = mapOf(),
    known: Map<Variable, DoubleArray> = mapOf(),
    private val random: Random = Random(7),
) {

    private val sizes: Map<Plate, Int> = sizes + model.plates().filterNot { it.sizedByData() }.associateWith { it.size() }

    val values: Map<Variable, DoubleArray> =
        model.variables().filter { it is Given || it is Parameter || it in model.observed() }.associateWith { known[it] ?: drawn(it) }

    val binding: Binding = Binding.of(
        model,
        (model.givens() + model.observed()).fold(Data.sizes(this.sizes)) { data, variable ->
            data.and(variable, values.getValue(variable))
        },
    )

    /** The same model with one element of each plate that is sized by the data. */
    fun only(row: Int): Bound {
        val open = model.plates().filter { it.sizedByData() }
        val kept = values.mapValues { (variable, all) ->
            val length = all.size / sizes.getValue(open.single())
            if (variable.axes().firstOrNull()?.plate() in open) all.copyOfRange(row * length, (row + 1) * length) else all
        }
        return Bound(model, open.associateWith { 1 }, kept)
    }

    fun size(plate: Plate) = sizes.getValue(plate)

    /** What the program that [expr] is lowered to computes when the elements of [rows] are rows. */
    fun run(expr: Expr, rows: Axis?, enumerated: Set<RandomVariable> = setOf()): Map<Place, Double> {
        val layout = Layout(binding, rows)
        val joint = Joint(model, layout, Roles(ArrayList<Variable>(model.parameters()), enumerated))
        val value = joint.lowering("at/").lower(expr)
        val domains = value.labels().filterIsInstance<Label.OfDomain>()
        val labels = joint.scope().sorted(layout.labels(expr.axes()) + domains)
        val dims = labels.map { if (it is Label.OfPlate) size(it.axis.plate()) else Domains.size((it as Label.OfDomain).variable) }
        val type = Type(layout.hasRows(expr.axes()), dims + expr.shape().sizes().toList())
        val whole = joint.scope().algebra().toType(joint.scope().spread(value, labels, expr.shape().rank()), type)
        val session = JvmBackend().compile(Program.of(mapOf("value" to whole))).session(LocalExecutor(1))
        joint.bindData(session)
        model.parameters().forEach { session.set("at/" + it.name(), *values.getValue(it)) }
        session.run(layout.rows())
        val lanes = if (type.rows()) session.rows("value") else session.get("value").map { doubleArrayOf(it) }.toTypedArray()
        return positions(expr, domains.map { it.variable }).associateWith { place ->
            val lane = labels.zip(dims).fold(0) { flat, (label, size) ->
                flat * size +
                    if (label is Label.OfPlate) {
                        place.elements.getValue(
                            label.axis,
                        )
                    } else {
                        place.values.getValue((label as Label.OfDomain).variable)
                    }
            }
            lanes[lane * expr.shape().size() + place.entry][if (type.rows()) place.elements.getValue(rows!!) else 0]
        }
    }

    /** The same by the reference evaluator, a summed-out variable holding one value everywhere. */
    fun reference(expr: Expr, places: Set<Place>): Map<Place, Double> = places.associateWith { place ->
        val symbols = HashMap<Symbol, DoubleArray>(values)
        place.values.forEach { (variable, value) ->
            val event = if (variable.shape().isScalar) {
                doubleArrayOf(
                    Domains.first(variable) + value.toDouble(),
                )
            } else {
                oneHot(variable, value)
            }
            symbols[variable] = DoubleArray(elements(variable) * event.size) { event[it % event.size] }
        }
        model.deterministics().filter { it.value().symbols().all(symbols::containsKey) }.forEach { deterministic ->
            val all = positions(deterministic, listOf()).filter { it.entry == 0 }
            symbols[deterministic] = all.flatMap { evaluate(deterministic.value(), symbols, it.elements).toList() }.toDoubleArray()
        }
        evaluate(expr, symbols, place.elements)[place.entry]
    }

    fun positions(expr: Expr, variables: List<RandomVariable>): List<Place> {
        val elements = expr.axes().fold(listOf(mapOf<Axis, Int>())) { all, axis ->
            all.flatMap { before -> (0 until size(axis.plate())).map { before + (axis to it) } }
        }
        val values = variables.fold(listOf(mapOf<RandomVariable, Int>())) { all, variable ->
            all.flatMap { before -> (0 until Domains.size(variable)).map { before + (variable to it) } }
        }
        return values.flatMap { v -> elements.flatMap { e -> (0 until expr.shape().size()).map { Place(v, e, it) } } }
    }

    private fun oneHot(variable: Variable, value: Int) = DoubleArray(variable.shape().size()) { if (it == value) 1.0 else 0.0 }

    fun elements(variable: Variable) = variable.axes().fold(1) { product, axis -> product * size(axis.plate()) }

    private fun drawn(variable: Variable): DoubleArray {
        val values = when (variable) {
            is Given -> variable.covariate().indexed()?.let(::size)
            is RandomVariable -> if (variable.isDiscrete) Domains.size(variable) else null
            else -> null
        }
        return DoubleArray(elements(variable) * variable.shape().size()) {
            if (values != null) random.nextInt(values).toDouble() else random.nextDouble(-2.0, 2.0)
        }
    }
}

/** The axis of the plate called [plate]. */
fun Bound.axis(plate: String): Axis = model.plates().single { it.name() == plate }.axis()
