package org.platen.inference.fit

import kotlin.random.Random
import org.platen.dsl.expr.Index
import org.platen.dsl.kotlin.ModelScope
import org.platen.dsl.kotlin.categorical
import org.platen.dsl.kotlin.get
import org.platen.dsl.kotlin.model
import org.platen.dsl.kotlin.simplex
import org.platen.dsl.kotlin.times
import org.platen.dsl.model.Covariate
import org.platen.dsl.model.Given
import org.platen.dsl.model.Markov
import org.platen.dsl.model.Model
import org.platen.dsl.model.Parameter
import org.platen.dsl.model.RandomVariable
import org.platen.dsl.model.Variable
import org.platen.dsl.shape.Plate
import org.platen.inference.data.Binding
import org.platen.inference.data.Data
import org.platen.inference.lower.Domains
import org.platen.inference.lower.Roles

/** Chains of every structure that is summed out, all of categorical variables: single ones, and those of the elements of a plate. */
val chainModels: Map<String, Model> = buildMap {
    for ((where, chain) in listOf<Pair<String, ModelScope.() -> Plate>>(
        "a single chain" to { chain("time") },
        "chains of data-sized series" to { plate("series").chain("time") },
        "chains of a fixed plate" to { plate("series", 3).chain("time") },
    )) {
        fun declare(what: String, declaration: ModelScope.(time: Plate, state: Plate, symbol: Plate) -> Unit) =
            put("$what, $where", model(what) { declaration(chain(), plate("state", 2), plate("symbol", 3)) })

        declare("a hidden Markov model") { time, state, symbol ->
            val s = hidden("s", time, state)
            time.observed("y", categorical(state.parameter("emission", simplex(symbol))[s]))
        }
        declare("several observed variables") { time, state, symbol ->
            val s = hidden("s", time, state)
            time.observed("y", categorical(state.parameter("emission", simplex(symbol))[s]))
            time.observed("w", categorical(state.parameter("other emission", simplex(symbol))[s]))
        }
        declare("a factorial chain") { time, state, symbol ->
            val level = plate("level", 2)
            val s = hidden("s", time, state)
            val r = hidden("r", time, level)
            time.observed("y", categorical((state * level).parameter("emission", simplex(symbol))[s, r]))
        }
        declare("coupled chains") { time, state, symbol ->
            val level = plate("level", 2)
            val s = hidden("s", time, state)
            val start by state.parameter(simplex(level))
            val move by (state * level).parameter(simplex(level))
            val r by time.markov(initial = categorical(start[s])) { previous -> categorical(move[s, previous]) }
            time.observed("y", categorical(level.parameter("emission", simplex(symbol))[r]))
        }
        declare("a mixture at each instant") { time, state, symbol ->
            val kind = plate("kind", 2)
            val s = hidden("s", time, state)
            val z by time.latent(categorical(state.parameter("weights", simplex(kind))[s]))
            time.observed("y", categorical((state * kind).parameter("emission", simplex(symbol))[s, z]))
        }
        declare("moves that depend on what is latent and observed at the instant") { time, state, symbol ->
            val kind = plate("kind", 2)
            val z by time.latent(categorical(parameter("weights", simplex(kind))))
            val start by kind.parameter(simplex(state))
            val move by (kind * state).parameter(simplex(state))
            val s by time.markov(initial = categorical(start[z])) { previous -> categorical(move[z, previous]) }
            time.observed("y", categorical((state * kind).parameter("emission", simplex(symbol))[s, z]))
        }
        declare("observed values that follow each other") { time, state, symbol ->
            val s = hidden("s", time, state)
            val first by state.parameter(simplex(symbol))
            val follow by (state * symbol).parameter(simplex(symbol))
            time.observedMarkov("y", initial = categorical(first[s])) { previous -> categorical(follow[s, previous]) }
        }
        declare("moves by a covariate") { time, state, symbol ->
            val season = plate("season", 2)
            val of by time.given(Covariate.index(season))
            val start by parameter(simplex(state))
            val move by (season * state).parameter(simplex(state))
            val s by time.markov(initial = categorical(start)) { previous -> categorical(move[of, previous]) }
            time.observed("y", categorical(state.parameter("emission", simplex(symbol))[s]))
        }
        declare("a chain of order two") { time, state, symbol ->
            val start by parameter(simplex(state))
            val move by (state * state.copy("before")).parameter(simplex(state))
            val s by time.markov(order = 2, initial = categorical(start)) { (previous, before) ->
                categorical(Index(Index(move, state.axis(), previous), state.copy("before"), before))
            }
            time.observed("y", categorical(state.parameter("emission", simplex(symbol))[s]))
        }
        declare("items at each instant") { time, state, symbol ->
            val item = time.plate("item", 2)
            val s = hidden("s", time, state)
            item.observed("y", categorical(state.parameter("emission", simplex(symbol))[s]))
        }
        if (where == "a single chain") {
            declare("a chain of order two with a mixture at each instant") { time, state, symbol ->
                val kind = plate("kind", 2)
                val z by time.latent(categorical(parameter("weights", simplex(kind))))
                val start by kind.parameter(simplex(state))
                val move by (kind * state).parameter(simplex(state))
                val s by time.markov(order = 2, initial = categorical(start[z])) { (_, before) -> categorical(move[z, before]) }
                time.observed("y", categorical((state * kind).parameter("emission", simplex(symbol))[s, z]))
            }
        }
        if (where != "a single chain") {
            declare("a cluster of each series") { time, state, symbol ->
                val cluster = plate("cluster", 2)
                val c by time.parent()!!.latent(categorical(parameter("weights", simplex(cluster))))
                val start by cluster.parameter(simplex(state))
                val move by (cluster * state).parameter(simplex(state))
                val s by time.markov(initial = categorical(start[c])) { previous -> categorical(move[c, previous]) }
                time.observed("y", categorical(state.parameter("emission", simplex(symbol))[s]))
                time.parent()!!.observed("v", categorical(cluster.parameter("of the series", simplex(symbol))[c]))
            }
        }
    }
}

/** A Markov variable with free probabilities. */
fun ModelScope.hidden(name: String, time: Plate, state: Plate): RandomVariable {
    val initial = parameter("initial of $name", simplex(state))
    val transition = state.parameter("transition of $name", simplex(state))
    return time.markov(name, initial = categorical(initial)) { previous -> categorical(transition[previous]) }
}

/** A model with random probabilities, some of them zero, and random data of which some are missing. */
class RandomChainData(val model: Model, seed: Int, zeros: Boolean, even: Boolean = false) {
    private val random = Random(seed)
    private val order = model.latents().maxOf { (it.distribution() as? Markov)?.order() ?: 1 }
    val lengths = if (model.plates().any { it.name() == "series" }) intArrayOf(2, 3, order).also { it.shuffle(random) } else intArrayOf(3)

    val parameters: Map<Variable, DoubleArray> = model.parameters().associateWith { parameter ->
        val size = parameter.shape().size()
        val rows = parameter.axes().fold(1) { product, axis -> product * axis.plate().size() }
        (0 until rows).flatMap {
            val weights = List(size) { i ->
                if (even) {
                    1.0
                } else if (zeros && i > 0 && random.nextInt(3) == 0) {
                    0.0
                } else {
                    random.nextDouble(0.05, 1.0)
                }
            }.shuffled(random)
            weights.map { it / weights.sum() }
        }.toDoubleArray()
    }

    private val values = (model.givens() + model.observed()).associateWith { variable -> lengths.map { drawn(variable, it) } }

    val roles = Roles(ArrayList<Variable>(model.parameters()), model.latents().toSet())

    /** The data of some of the series. */
    fun binding(series: List<Int> = lengths.indices.toList()): Binding = values.entries.fold(Data.none()) { data, (variable, all) ->
        val own = series.map { all[it] }
        when {
            lengths.size == 1 && model.plates().none { it.name() == "series" } -> data.and(variable, own.single())
            variable.axes().none { it.plate().isChain } -> data.and(variable, own.map { it[0] }.toDoubleArray())
            else -> data.and(variable, own.toTypedArray())
        }
    }.bind(model)

    fun posterior(binding: Binding = binding()) = Posterior(model, binding, roles, parameters)

    private fun drawn(variable: Variable, length: Int): DoubleArray {
        val inner = variable.axes().filter { it.plate().name() == "item" }.fold(1) { product, axis -> product * axis.plate().size() }
        return DoubleArray(length * inner) {
            when {
                variable is Given -> random.nextInt(2).toDouble()
                random.nextInt(4) == 0 && variable.name() != "y" -> Double.NaN
                else -> random.nextInt(Domains.size(variable as RandomVariable)).toDouble()
            }
        }
    }
}
