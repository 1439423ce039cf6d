package org.platen.inference.amortized

import kotlin.math.cos
import kotlin.math.sin
import kotlin.random.Random
import org.platen.dsl.kotlin.LayersScope
import org.platen.dsl.kotlin.get
import org.platen.dsl.kotlin.invoke
import org.platen.dsl.kotlin.model
import org.platen.dsl.kotlin.normal
import org.platen.dsl.kotlin.real
import org.platen.dsl.kotlin.tanh
import org.platen.dsl.model.Model
import org.platen.dsl.shape.Shape
import org.platen.inference.backend.RowSource
import org.platen.inference.backend.Session
import org.platen.inference.data.Binding
import org.platen.inference.data.Data
import org.platen.inference.train.Schedule
import org.platen.inference.train.Trainer
import org.platen.inference.train.TrainingStep

/** Regressions with networks whose weights, data and batches are known, to be trained step by step. */
class Standardising(name: String, private val input: Shape, layers: LayersScope.() -> Unit) {
    val model: Model = model(name) {
        val net = network("net", input) { layers() }
        val row = plate("row")
        val x = row.given("x", real(*input.sizes()))
        row.observed("y", normal(net(x), 1.0))
    }

    fun data(rows: Int = ROWS): Data = Data
        .of(model["x"], Array(rows) { row -> DoubleArray(input.size()) { sin((input.size() * row + it).toDouble()) } })
        .and(model["y"], Array(rows) { row -> doubleArrayOf(cos(row.toDouble())) })

    private val objective = Objective(1, false, true, Schedule.constant(1.0), 0.0, 1.0, setOf())

    internal fun graph(): TrainingGraph = TrainingGraph.training(model, Unknowns.of(model, Binding.of(model, data())), objective)

    fun step(): TrainingStep = graph().step(objective)

    /** Standardising layers start at 1 and 0; all others count k from 0, and start at 0.1 · ((i + k) · 7 mod 11 − 5). */
    fun starts(): Map<String, DoubleArray> {
        var k = 0
        return model.parameters().associate { parameter ->
            val size = parameter.shape().size()
            "parameter/" + parameter.name() to when {
                parameter.name().endsWith("scale") -> DoubleArray(size) { 1.0 }
                parameter.name().endsWith("shift") -> DoubleArray(size)
                else -> DoubleArray(size) { 0.1 * ((it + k) * 7 % 11 - 5) }.also { k++ }
            }
        } + model.running().associate { one ->
            "running/" + one.name() to DoubleArray(one.shape().size()) { if (one.name().endsWith("Mean")) 0.0 else 1.0 }
        }
    }

    fun start(trainer: Trainer) {
        graph().data().rows().forEach { (name, rows) -> trainer.bind(name, rows) }
        starts().forEach { (name, values) -> trainer.set(name, *values) }
    }

    /** A session of the step's program gets data, starts, and noise for so many rows. */
    fun give(session: Session, rows: Int) {
        val step = step()
        val random = Random(2)
        graph().data().rows().forEach { (name, all) -> session.bind(name, all) }
        step.noise().keys.sorted().forEach { name ->
            session.bind(name, List(step.inputs().getValue(name).size()) { RowSource.of(DoubleArray(rows) { random.nextDouble() }) })
        }
        session.set("weight of divergences", 1.0)
        starts().forEach { (name, values) -> if (name in step.inputs()) session.set(name, *values) }
    }

    companion object {
        const val ROWS: Int = 12
        val batches: Array<IntArray> = arrayOf(
            intArrayOf(0, 1, 2, 3, 4),
            intArrayOf(5, 6, 7, 8, 9),
            intArrayOf(10, 11, 0, 3, 6),
            intArrayOf(1, 4, 7, 10, 2),
            intArrayOf(8, 5, 11, 9, 3),
        )

        val ofVectors: Standardising = Standardising("vectors", Shape.of(3)) {
            dense(2)
            batchNormalisation()
            activation(tanh)
            dense(1)
        }

        val ofMaps: Standardising = Standardising("maps", Shape.of(1, 4, 4)) {
            convolution(2, 3)
            batchNormalisation()
            activation(tanh)
            flatten()
            dense(1)
        }

        val withDropout: Standardising = Standardising("dropout", Shape.of(3)) {
            dropout(0.25)
            dense(4)
            batchNormalisation(momentum = 0.3)
            activation(tanh)
            dropout(0.5)
            dense(1)
        }
    }
}
