package org.platen.inference.amortized

import kotlin.random.Random
import org.platen.dsl.model.Model
import org.platen.inference.backend.RowSource
import org.platen.inference.backend.Session
import org.platen.inference.data.Binding
import org.platen.inference.data.Data
import org.platen.inference.train.Schedule
import org.platen.inference.train.Trainer
import org.platen.inference.train.TrainingStep

/** A model without latent variables whose networks' weights and data are known, to be trained step by step. */
open class KnownStarts(val model: Model, val data: Data) {
    private val objective = Objective(1, false, true, Schedule.constant(1.0), 0.0, 1.0, setOf())

    internal fun graph(): TrainingGraph = TrainingGraph.training(model, Unknowns.of(model, Binding.of(model, data)), objective)

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
        val given = graph().data()
        given.rows().forEach { (name, rows) -> trainer.bind(name, rows) }
        given.numbers().forEach { (name, values) -> trainer.set(name, *values) }
        starts().forEach { (name, values) -> trainer.set(name, *values) }
    }

    /** A session of the step's program gets data, starts, and noise for so many rows. */
    fun give(session: Session, rows: Int) {
        val step = step()
        val random = Random(2)
        graph().data().rows().forEach { (name, all) -> if (name in step.inputs()) session.bind(name, all) }
        step.noise().keys.sorted().forEach { name ->
            session.bind(name, List(step.inputs().getValue(name).size()) { RowSource.of(DoubleArray(rows) { random.nextDouble() }) })
        }
        session.set("weight of divergences", 1.0)
        starts().forEach { (name, values) -> if (name in step.inputs()) session.set(name, *values) }
    }
}
