package org.platen.plots

import org.platen.dsl.model.Deterministic
import org.platen.dsl.model.Parameter
import org.platen.dsl.shape.ModelException
import org.platen.inference.fit.ElementNames
import org.platen.inference.posterior.Draws
import org.platen.inference.posterior.PosteriorFit

/** A number of a posterior: its name and position, and its draws by chain. */
internal class DrawnNumber(val name: String, val chains: List<DoubleArray>) {

    companion object {

        /**
         * The numbers that go by these names: of a variable all, of `theta[3]` one; without names all that have a posterior.
         *
         * @param most how many a picture can show
         */
        fun of(fit: PosteriorFit, names: List<String>, most: Int): List<DrawnNumber> {
            val asked = names.ifEmpty { fit.draws().variables().filterNot { it is Parameter }.map { it.name() } }
            val columns = asked.flatMap { named(fit, it) }
            ModelException.require(columns.isNotEmpty(), "model '%s' has no unknown that could be drawn", fit.model().name())
            ModelException.require(
                columns.size <= most,
                "this picture shows at most %d numbers, but %s are %d. Name some, for example '%s'",
                most,
                asked,
                columns.size,
                columns[0].second.name(),
            )
            return columns.map { (draws, column) ->
                DrawnNumber(column.shown(draws, fit), draws.chains(column.variable(), column.entry()).toList())
            }
        }

        private fun named(fit: PosteriorFit, name: String): List<Pair<Draws, Draws.Column>> {
            val variable = fit.model().get(name.substringBefore('['))
            val draws = if (variable is Deterministic) fit.posterior().pushed(listOf(variable)) else fit.draws()
            ModelException.require(
                variable in draws.variables(),
                "'%s' was not drawn; there are draws of %s",
                variable.name(),
                fit.draws().variables(),
            )
            val own = draws.columns().filter { it.variable() == variable }
            val found = own.filter { name == variable.name() || it.name() == name || it.shown(draws, fit) == name }
            ModelException.require(
                found.isNotEmpty(),
                "'%s' is no number of '%s', which has those from '%s' to '%s'",
                name,
                variable.name(),
                own.first().name(),
                own.last().name(),
            )
            return found.map { draws to it }
        }

        private fun Draws.Column.shown(draws: Draws, fit: PosteriorFit) =
            ElementNames.of(variable(), fit.labels()).of(draws.dims(variable()), entry())
    }
}

/** A table of one row for each of these draws: the number's name, the chain from 1, the draw from 1 and the value. */
internal fun List<DrawnNumber>.table(mostPerChain: Int): Map<String, List<Any>> {
    val shown = EvenRows.of(first().chains[0].size, mostPerChain)
    val panels = panelNames(map { it.name })
    val rows = flatMap { number -> number.chains.indices.flatMap { chain -> shown.map { Triple(number, chain, it) } } }
    return mapOf(
        "number" to rows.map { panels.getValue(it.first.name) },
        "chain" to rows.map { "${it.second + 1}" },
        "draw" to rows.map { it.third + 1 },
        "value" to rows.map { it.first.chains[it.second][it.third] },
    )
}
